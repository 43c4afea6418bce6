package com.example.payments;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * Takes payments, as well as it is told to. {@code POST /pay/charge} charges; {@code
 * /control?mode=ok|slow|hang|fail} sets how; {@code GET /seen} tells which trace context came with
 * the payments. The port is the first argument (9090; 0 for any); when the second is {@code
 * console}, the service ends with its standard input. Prints {@code port=N} once it serves.
 */
public final class PaymentService {
  private final Condition condition = new Condition();
  private final SeenTraces seen = new SeenTraces();

  private PaymentService() {}

  public static void main(String[] args) throws IOException {
    // Or small answers wait 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 9090;
    System.out.println("port=" + new PaymentService().start(port));
    if (args.length > 1 && args[1].equals("console")) {
      endWithConsole();
    }
  }

  private int start(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, 0);
    // A thread for every payment: this service hangs on purpose, never for want of threads.
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/pay/charge", charge());
    server.createContext("/control", control());
    server.createContext("/seen", seen());
    server.start();
    return server.getAddress().getPort();
  }

  private HttpHandler charge() {
    return new HttpHandler() {
      @Override
      public void handle(HttpExchange exchange) throws IOException {
        seen.add(exchange.getRequestHeaders().getFirst("traceparent"));
        boolean paid = condition.pass();
        Http.answer(exchange, paid ? 200 : 500, paid ? "paid\n" : "out of order\n");
      }
    };
  }

  private HttpHandler control() {
    return new HttpHandler() {
      @Override
      public void handle(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        boolean known = query.startsWith("mode=") && condition.set(query.substring(5));
        Http.answer(exchange, known ? 200 : 400, known ? query + "\n" : "mode=ok|slow|hang|fail\n");
      }
    };
  }

  private HttpHandler seen() {
    return new HttpHandler() {
      @Override
      public void handle(HttpExchange exchange) throws IOException {
        Http.answer(exchange, 200, seen.toString());
      }
    };
  }

  private static void endWithConsole() throws IOException {
    while (System.in.read() >= 0) {
      // whatever is typed
    }
    System.exit(0);
  }
}
