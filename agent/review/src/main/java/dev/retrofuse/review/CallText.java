package dev.retrofuse.review;

import dev.retrofuse.engine.AskedCall;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls as people write them. */
public final class CallText {
  /** What may be written. */
  public static final String FORMS =
      "'GET https://pay.example/v1/charge', 'SELECT * FROM orders @ jdbc:postgresql://db/shop',"
          + " 'CONNECT @ jdbc:...', 'BORROW @ jdbc:...', 'kafka:orders send',"
          + " 'rabbitmq:exchange/key publish' or 'jms:QUEUE send'";

  private static final Pattern HTTP = Pattern.compile("(\\S+)\\s+((?:https?|grpc)://\\S+)");
  private static final Pattern JDBC =
      Pattern.compile("(.*\\S)\\s+@\\s+(jdbc:\\S+)", Pattern.DOTALL);
  private static final Pattern MESSAGE =
      Pattern.compile("(kafka|rabbitmq|jms|nats|redis|mqtt):(.+?)(?:\\s+(?:send|publish))?");

  private CallText() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException that says what is wrong and what may be written
   */
  public static AskedCall parse(String text) {
    String call = text.trim();
    Matcher jdbc = JDBC.matcher(call);
    if (jdbc.matches()) {
      return jdbc(jdbc.group(1), jdbc.group(2));
    }
    Matcher http = HTTP.matcher(call);
    if (http.matches()) {
      return http(http.group(1), http.group(2));
    }
    Matcher message = MESSAGE.matcher(call);
    if (message.matches()) {
      return message(message.group(1), message.group(2));
    }
    throw new IllegalArgumentException("no call: '" + text + "'; write one such as " + FORMS);
  }

  private static AskedCall http(String method, String url) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() != null) {
        return AskedCall.http(
            method.toUpperCase(Locale.ROOT),
            uri.getScheme(),
            uri.getHost(),
            uri.getPort(),
            uri.getRawPath());
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no URL: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("a URL without host: '" + url + "'");
  }

  private static AskedCall jdbc(String sql, String url) {
    JdbcUrl read = JdbcUrl.parse(url);
    if (sql.equalsIgnoreCase(SqlShape.CONNECT.operation())) {
      return AskedCall.jdbc(read, SqlShape.CONNECT);
    }
    boolean borrow = sql.equalsIgnoreCase(SqlShape.BORROW.operation());
    return AskedCall.jdbc(read, borrow ? SqlShape.BORROW : SqlShape.of(sql));
  }

  /** RabbitMQ's destination is the exchange, or the routing key where the exchange has no name. */
  private static AskedCall message(String system, String destination) {
    int slash = system.equals("rabbitmq") ? destination.indexOf('/') : -1;
    String named =
        slash < 0
            ? destination
            : slash == 0 ? destination.substring(1) : destination.substring(0, slash);
    return AskedCall.send(system, named);
  }
}
