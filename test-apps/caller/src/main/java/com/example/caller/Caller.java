package com.example.caller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Makes one call for each request: {@code GET /postgres/ok} queries PostgreSQL, {@code GET
 * /postgres-connect/ok} connects to it, and answers with one line, what came of it or which
 * exception. Its arguments are the ports of PostgreSQL, MariaDB, an HTTP server, Kafka and RabbitMQ
 * on the loopback address. Prints {@code port=N} once it serves, and ends with a line on its
 * standard input.
 */
public final class Caller {
  private static final long OWN_WORK_MILLIS = 20;

  private final Map<String, Client> clients = new LinkedHashMap<>();

  private Caller(String[] ports) throws Exception {
    clients.put("postgres", Database.postgres(ports[0]));
    clients.put("mariadb", Database.mariaDb(ports[1]));
    clients.put("postgres-connect", Database.openingPostgres(ports[0]));
    clients.put("mariadb-connect", Database.openingMariaDb(ports[1]));
    clients.put("url-connection", new UrlConnection(ports[2]));
    clients.put("java-http", new JavaHttp(ports[2]));
    clients.put("kafka", new Kafka(ports[3]));
    clients.put("rabbitmq", new Rabbit(ports[4]));
  }

  public static void main(String[] ports) throws Exception {
    Caller caller = new Caller(ports);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", caller::handle);
    server.start();
    System.out.println("port=" + server.getAddress().getPort());
    System.in.read();
    for (Client client : caller.clients.values()) {
      client.close();
    }
    System.exit(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    byte[] answer = answer(clients.get(path[1]), path[2]).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static String answer(Client client, String what) {
    try {
      if (what.equals("late")) {
        // The application's own work takes a while first.
        Thread.sleep(OWN_WORK_MILLIS);
        return client.call("ok");
      }
      return client.call(what);
    } catch (ExecutionException e) {
      return text(e.getCause());
    } catch (Exception e) {
      return text(e);
    }
  }

  private static String text(Throwable failure) {
    String state = failure instanceof SQLException sql ? " state " + sql.getSQLState() : "";
    String message = String.valueOf(failure.getMessage()).replaceAll("\\s*\n\\s*", " ");
    return failure.getClass().getName() + state + ": " + message;
  }
}
