package dev.retrofuse.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call as people write it, in rule files and on the command line. Immutable. */
public final class WrittenCall {
  /** What may be written. */
  public static final String FORMS =
      "'GET https://pay.example/v1/charge', 'SELECT * FROM orders @ jdbc:postgresql://db/shop',"
          + " 'CONNECT @ jdbc:...', 'BORROW @ jdbc:...', 'kafka:orders send',"
          + " 'rabbitmq:exchange/key publish' or 'jms:QUEUE send'";

  private static final Pattern HTTP = Pattern.compile("(\\S++)\\s++((?:https?|grpc)://\\S+)");
  private static final Pattern MESSAGE =
      Pattern.compile("(kafka|rabbitmq|jms|nats|redis|mqtt):(.+)");
  private static final String[] OPERATIONS = {"send", "publish"};

  private final String text;
  private final Kind kind;
  private final String what;
  private final String where;

  private WrittenCall(String text, Kind kind, String what, String where) {
    this.text = text;
    this.kind = kind;
    this.what = what;
    this.where = where;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException that says what is wrong and what may be written
   */
  public static WrittenCall parse(String text) {
    String call = text.trim();
    WrittenCall jdbc = jdbc(call);
    if (jdbc != null) {
      return jdbc;
    }
    Matcher http = HTTP.matcher(call);
    if (http.matches()) {
      checkHost(http.group(2));
      return new WrittenCall(call, Kind.HTTP, http.group(1), http.group(2));
    }
    Matcher message = MESSAGE.matcher(call);
    if (message.matches()) {
      String system = message.group(1);
      String destination = destination(system, withoutOperation(message.group(2).trim()));
      return new WrittenCall(call, Kind.MESSAGING, system, destination);
    }
    throw new IllegalArgumentException("no call: '" + text + "'; write one such as " + FORMS);
  }

  /** A statement and a URL on either side of the last {@code @} that stands by itself. */
  private static WrittenCall jdbc(String call) {
    int at = call.lastIndexOf('@');
    while (at > 0 && !standsByItself(call, at)) {
      at = call.lastIndexOf('@', at - 1);
    }
    String url = at <= 0 ? "" : call.substring(at + 1).trim();
    return url.startsWith("jdbc:")
        ? new WrittenCall(call, Kind.JDBC, call.substring(0, at).trim(), url)
        : null;
  }

  private static boolean standsByItself(String call, int at) {
    return at < call.length() - 1
        && Character.isWhitespace(call.charAt(at - 1))
        && Character.isWhitespace(call.charAt(at + 1));
  }

  private static void checkHost(String url) {
    try {
      if (new URI(url).getHost() == null) {
        throw new IllegalArgumentException("a URL without host: '" + url + "'");
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no URL: " + e.getMessage(), e);
    }
  }

  private static String withoutOperation(String words) {
    for (String operation : OPERATIONS) {
      String rest = words.substring(0, Math.max(0, words.length() - operation.length()));
      if (words.endsWith(operation) && !rest.trim().isEmpty() && !rest.equals(rest.trim())) {
        return rest.trim();
      }
    }
    return words;
  }

  /** RabbitMQ's is the exchange, or the routing key where the exchange has no name. */
  private static String destination(String system, String written) {
    int slash = system.equals("rabbitmq") ? written.indexOf('/') : -1;
    return slash < 0 ? written : slash == 0 ? written.substring(1) : written.substring(0, slash);
  }

  public Kind kind() {
    return kind;
  }

  /** The method, the SQL text or {@code CONNECT} or {@code BORROW}, or the messaging system. */
  public String what() {
    return what;
  }

  /** An absolute URL with a host, a JDBC URL, or the destination. */
  public String where() {
    return where;
  }

  /** As written. */
  @Override
  public String toString() {
    return text;
  }
}
