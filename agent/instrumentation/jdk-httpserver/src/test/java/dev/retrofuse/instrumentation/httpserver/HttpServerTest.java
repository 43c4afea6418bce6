package dev.retrofuse.instrumentation.httpserver;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.retrofuse.testkit.InboundApplication;
import dev.retrofuse.testkit.InboundContract;
import dev.retrofuse.testkit.InboundServer;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class HttpServerTest extends InboundContract {
  @Override
  protected LibraryInstrumentation instrumentation() {
    return new HttpServerInstrumentation();
  }

  @Override
  protected InboundServer start(InboundApplication application) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HttpContext context = server.createContext("/", exchange -> answer(exchange, application));
    context.getFilters().add(new Front(application));
    ExecutorService executor = Executors.newFixedThreadPool(2);
    server.setExecutor(executor);
    server.start();
    return new InboundServer() {
      @Override
      public int port() {
        return server.getAddress().getPort();
      }

      @Override
      public void close() {
        server.stop(0);
        executor.shutdown();
      }
    };
  }

  private static void answer(HttpExchange exchange, InboundApplication application)
      throws IOException {
    byte[] body = application.handle().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static final class Front extends Filter {
    private final InboundApplication application;

    Front(InboundApplication application) {
      this.application = application;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
      application.filter();
      chain.doFilter(exchange);
    }

    @Override
    public String description() {
      return "front";
    }
  }
}
