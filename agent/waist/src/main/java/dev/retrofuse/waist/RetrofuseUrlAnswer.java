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
public final class RetrofuseUrlAnswer {
  private static final String[] PHRASES = {"OK", "Redirection", "Client Error", "Server Error"};

  public final int status;
  public final String message;
  public final InputStream body;

  /** What reading throws: null where there is a body to read. */
  public final IOException failure;

  private RetrofuseUrlAnswer(HttpURLConnection connection, RetrofuseAnswer answer) {
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
    if (exchange.answer == null && !byServer && RetrofuseUrlHeaders.canBeWritten()) {
      exchange.answer = exchange.instead(thrown);
    }
    return exchange.answer == null ? thrown : null;
  }

  /**
   * What the read is to give, after {@link RetrofuseConnections#exit}.
   *
   * @param responses the connection's own store of response headers
   * @return null: what it gives without
   */
  public static RetrofuseUrlAnswer read(
      HttpURLConnection connection, RetrofuseExchange exchange, Object responses) {
    RetrofuseAnswer answer = exchange.answer;
    if (answer == null) {
      return null;
    }
    connection.disconnect(); // and the call is over for whoever asks later
    RetrofuseUrlAnswer read = new RetrofuseUrlAnswer(connection, answer);
    RetrofuseUrlHeaders.clear(responses);
    RetrofuseUrlHeaders.add(responses, null, "HTTP/1.1 " + read.status + " " + read.message);
    for (int i = 0; i < answer.size(); i++) {
      RetrofuseUrlHeaders.add(responses, answer.name(i), answer.value(i));
    }
    exchange.served();
    return read;
  }

  /** Where a body goes that nobody will get; null where the call is not answered for. */
  public static OutputStream write(RetrofuseExchange exchange) {
    return exchange.answer == null ? null : new Nowhere();
  }

  private static final class Nowhere extends OutputStream {
    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {}
  }
}
