package com.example.payments;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a request to its end and answers in plain text. */
final class Http {
  private Http() {}

  static void answer(HttpExchange exchange, int status, String text) throws IOException {
    drain(exchange.getRequestBody());
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void drain(InputStream body) throws IOException {
    byte[] buffer = new byte[1024];
    while (body.read(buffer) >= 0) {
      // on to the end
    }
  }
}
