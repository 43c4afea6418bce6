package com.example.mesh;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An asynchronous servlet whose requests come without a network, and a server that is called over
 * HTTP: the ways in, and the way out and in again.
 */
final class SoakServer {
  private static final int THREADS = 8;

  private final Server server = new Server(new QueuedThreadPool(THREADS, THREADS));
  private final LocalConnector connector = new LocalConnector(server);
  private final ExecutorService callers = Executors.newFixedThreadPool(4);
  private final String inner;

  /**
   * Starts both.
   *
   * @param journeys is given each that a request began, on a thread that works for it
   */
  SoakServer(Consumer<Journey> journeys) throws Exception {
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(new Servlet(journeys));
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    server.setHandler(context);
    server.start();
    HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    http.setExecutor(Executors.newFixedThreadPool(4));
    http.createContext("/", SoakServer::answer);
    http.start();
    inner = "http://127.0.0.1:" + http.getAddress().getPort() + "/";
  }

  /** Asks for it; the answer comes at its end. */
  void request(Journey journey) {
    String parent = journey.traceparent();
    String header = parent == null ? "" : "traceparent: " + parent + "\r\n";
    connector.executeRequest(
        "GET /"
            + journey.number
            + " HTTP/1.1\r\nHost: soak\r\nConnection: close\r\n"
            + header
            + "\r\n");
  }

  /** Sends it over HTTP to the inner server. */
  void call(Journey journey) {
    callers.execute(() -> get(inner + journey.number));
  }

  private static void get(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
      try (InputStream in = connection.getInputStream()) {
        while (in.read() >= 0) {
          // What is answered does not matter.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    Journey.of(exchange.getRequestURI().getPath().substring(1)).arrived("http");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Goes on by {@code AsyncContext.start}, and from there by a dispatch. */
  private static final class Servlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Consumer<Journey> journeys;

    Servlet(Consumer<Journey> journeys) {
      this.journeys = journeys;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      Journey journey = Journey.of(request.getPathInfo().substring(1));
      AsyncContext async = request.startAsync();
      async.setTimeout(0);
      if (request.getDispatcherType() == DispatcherType.ASYNC) {
        journey.answerTo(async);
        journeys.accept(journey);
      } else {
        async.start(
            () -> {
              journey.arrived("async");
              async.dispatch();
            });
      }
    }
  }
}
