package dev.retrofuse.waist;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;

/**
 * A response that nobody sent, as {@link HttpURLConnection} of the JDK has one in its fields after
 * it was read. Until the application reads, connecting and writing a body succeed and do nothing.
 */
final class RetrofuseUrlAnswer {
  private static final String[] PHRASES = {"OK", "Redirection", "Client Error", "Server Error"};

  final int status;
  final String message;
  final InputStream body;

  /** What reading throws: null where there is a body to read. */
  final IOException failure;

  private final RetrofuseAnswer answer;

  private RetrofuseUrlAnswer(HttpURLConnection connection, RetrofuseAnswer answer) {
    this.answer = answer;
    status = answer.status();
    message = PHRASES[status / 100 - 2];
    byte[] bytes = answer.bodyFor(connection.getRequestMethod());
    body = new ByteArrayInputStream(bytes == null ? new byte[0] : bytes);
    failure = failure(status, String.valueOf(connection.getURL()));
  }

  private static IOException failure(int status, String url) {
    if (status < 400) {
      return null;
    }
    return status == 404 || status == 410
        ? new FileNotFoundException(url)
        : new IOException("Server returned HTTP response code: " + status + " for URL: " + url);
  }

  /** Decides whether the rule answers for a call that was refused or failed; null: it does. */
  static Throwable decide(RetrofuseExchange exchange, Throwable thrown) {
    boolean byServer = thrown instanceof HttpRetryException;
    if (exchange.answer == null && !byServer && RetrofuseUrlState.isKnown()) {
      exchange.answer = exchange.instead(thrown);
    }
    return exchange.answer == null ? thrown : null;
  }

  /**
   * Makes the answer what the connection has read.
   *
   * @return what reading throws then, or null
   */
  static Throwable give(HttpURLConnection connection, RetrofuseExchange exchange) {
    connection.disconnect(); // and the call is over for whoever asks later
    RetrofuseUrlAnswer given = new RetrofuseUrlAnswer(connection, exchange.answer);
    RetrofuseUrlState.answer(connection, given);
    exchange.body = given.body;
    exchange.served();
    return given.failure;
  }

  /** In place of those of a response. */
  void writeHeaders(Object responses) {
    RetrofuseUrlHeaders.clear(responses);
    RetrofuseUrlHeaders.add(responses, null, "HTTP/1.1 " + status + " " + message);
    for (int i = 0; i < answer.size(); i++) {
      RetrofuseUrlHeaders.add(responses, answer.name(i), answer.value(i));
    }
  }

  /** Where a body goes that nobody will get. */
  static final class Nowhere extends OutputStream {
    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {}
  }
}
