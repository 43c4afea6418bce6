package com.example.orders;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Charges an order at the payment service, by HttpURLConnection. */
class PaymentClient {
  private static final int CONNECT_TIMEOUT_MILLIS = 5000;

  /** Long, because "the bank can be slow on Mondays". */
  private static final int READ_TIMEOUT_MILLIS = 30000;

  private final String url;

  PaymentClient(String url) {
    this.url = url;
  }

  /** Throws when the payment service did not confirm the payment. */
  void charge(Order order) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    connection.setReadTimeout(READ_TIMEOUT_MILLIS);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
    connection.setDoOutput(true);
    send(connection, "order=" + order.id + "&cents=" + order.cents);
    int status = connection.getResponseCode();
    readAll(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException("payment service answered " + status);
    }
  }

  private static void send(HttpURLConnection connection, String form) throws IOException {
    OutputStream body = connection.getOutputStream();
    try {
      body.write(form.getBytes(StandardCharsets.US_ASCII));
    } finally {
      body.close();
    }
  }

  /** Reads to the end, so that the connection can be used again. */
  private static void readAll(InputStream body) throws IOException {
    if (body == null) {
      return;
    }
    try {
      byte[] buffer = new byte[1024];
      while (body.read(buffer) >= 0) {
        // on to the end
      }
    } finally {
      body.close();
    }
  }
}
