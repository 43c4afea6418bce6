package dev.retrofuse.testapps.legacy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Calls as they were made before there was a better client, and a server that makes them. */
final class Http {
  private Http() {}

  static String get(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    connection.setConnectTimeout(2000);
    connection.setReadTimeout(2000);
    int status = connection.getResponseCode();
    drain(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    return String.valueOf(status);
  }

  private static void drain(InputStream in) throws IOException {
    if (in != null) {
      byte[] buffer = new byte[1024];
      int read = 0;
      while (read >= 0) {
        read = in.read(buffer);
      }
      in.close();
    }
  }

  /** Serves on a free port: each request calls that URL and answers with what came of it. */
  static String serve(final String url) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        new HttpHandler() {
          @Override
          public void handle(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getPath();
            String answer;
            try {
              if (path.equals("/logged")) {
                Logger.getLogger("legacy").log(Level.INFO, "serves {0}", path);
              }
              answer = path.equals("/hops") ? Hops.run(url) : get(url);
            } catch (Exception e) {
              answer = Failure.text(e);
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          }
        });
    server.start();
    return String.valueOf(server.getAddress().getPort());
  }
}
