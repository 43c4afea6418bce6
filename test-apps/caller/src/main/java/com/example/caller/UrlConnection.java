package com.example.caller;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Requests by HttpURLConnection. */
final class UrlConnection implements Client {
  private final String base;

  UrlConnection(String port) {
    base = "http://127.0.0.1:" + port + "/url-connection/";
  }

  @Override
  public String call(String what) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(base + what).openConnection();
    int status = connection.getResponseCode();
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
