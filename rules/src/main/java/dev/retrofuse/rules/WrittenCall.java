package dev.retrofuse.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call as people write it. Immutable. */
public final class WrittenCall {
  /** What may be written. */
  static final String ALLOWED =
      "a call such as GET https://pay.example/v1/charge, SELECT * FROM t @ jdbc:postgresql://db/shop,"
          + " CONNECT @ jdbc:..., BORROW @ jdbc:... or kafka:orders send";

  private static final Pattern HTTP = Pattern.compile("([A-Za-z]+) +((?:https?|grpc)://\\S+)");

  /** Between a statement and the URL. */
  private static final String AT = " @ ";

  private static final Pattern MESSAGE =
      Pattern.compile("(kafka|rabbitmq|jms|nats|redis|mqtt):(\\S+)(?: +send)?");

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

  /** Null when it is none. */
  static WrittenCall parse(String text) {
    String call = text.trim();
    int at = call.lastIndexOf(AT);
    String url = call.substring(at < 0 ? call.length() : at + AT.length()).trim();
    if (at > 0 && url.startsWith("jdbc:")) {
      return new WrittenCall(call, Kind.JDBC, call.substring(0, at).trim(), url);
    }
    Matcher http = HTTP.matcher(call);
    if (http.matches()) {
      boolean hasHost = hasHost(http.group(2));
      return hasHost ? new WrittenCall(call, Kind.HTTP, http.group(1), http.group(2)) : null;
    }
    Matcher message = MESSAGE.matcher(call);
    return message.matches()
        ? new WrittenCall(call, Kind.MESSAGING, message.group(1), message.group(2))
        : null;
  }

  private static boolean hasHost(String url) {
    try {
      return new URI(url).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
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
