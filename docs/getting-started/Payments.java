import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A payment service at 127.0.0.1: takes payments at /pay, hangs after /break until /mend. */
public class Payments {
  private static volatile boolean broken;

  public static void main(String[] port) throws IOException {
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(port[0]));
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/pay", Payments::pay);
    server.createContext("/break", exchange -> set(exchange, true));
    server.createContext("/mend", exchange -> set(exchange, false));
    server.start();
  }

  private static void pay(HttpExchange exchange) throws IOException {
    if (broken) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
    }
    answer(exchange, broken ? 503 : 200, broken ? "cannot pay\n" : "paid\n");
  }

  private static void set(HttpExchange exchange, boolean isBroken) throws IOException {
    broken = isBroken;
    answer(exchange, 200, isBroken ? "payments hang from now on\n" : "payments are well again\n");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes("UTF-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
