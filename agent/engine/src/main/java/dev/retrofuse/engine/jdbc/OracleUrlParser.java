package dev.retrofuse.engine.jdbc;

import java.util.Locale;

/** {@code jdbc:oracle:thin:user/password@} followed by one of five ways to name a database. */
final class OracleUrlParser {
  private static final String DEFAULT_PORT = "1521";

  private OracleUrlParser() {}

  static JdbcUrl parse(String url) {
    int at = outsideQuotes(url, '@');
    if (at < 0) {
      // Credentials without a database: show the driver type only.
      return new JdbcUrl(driver(url), null, null);
    }
    String target = Urls.upTo(url, at + 1, "?");
    String text = driver(url) + "@" + target;
    return target.indexOf('(') >= 0 ? described(text, target) : named(text, target);
  }

  private static int outsideQuotes(String url, char wanted) {
    boolean quoted = false;
    for (int i = 0; i < url.length(); i++) {
      quoted ^= url.charAt(i) == '"';
      if (!quoted && url.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** {@code jdbc:oracle:thin:}. */
  private static String driver(String url) {
    int end = url.indexOf(':', "jdbc:oracle:".length());
    return end < 0 ? "jdbc:oracle:" : url.substring(0, end + 1);
  }

  /** {@code (DESCRIPTION=(ADDRESS=(HOST=db)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=orders)))}. */
  private static JdbcUrl described(String text, String target) {
    String host = Urls.property(target, "host");
    String port = Urls.property(target, "port");
    String service = Urls.property(target, "service_name");
    return new JdbcUrl(
        text,
        host == null ? null : host.toLowerCase(Locale.ROOT) + ":" + orDefault(port),
        service != null ? service : Urls.property(target, "sid"));
  }

  private static String orDefault(String port) {
    return port == null ? DEFAULT_PORT : port;
  }

  /**
   * {@code //db:1521/orders}, {@code db:1521:SID}, {@code tcps://db:1521/orders}, {@code ALIAS}.
   */
  private static JdbcUrl named(String text, String target) {
    int slashes = target.indexOf("//");
    String rest = slashes < 0 ? target : target.substring(slashes + "//".length());
    String host = Urls.upTo(rest, 0, "/:");
    if (host.length() == rest.length() && slashes < 0) {
      return new JdbcUrl(text, null, rest.isEmpty() ? null : rest);
    }
    String afterHost = rest.substring(host.length());
    String port = afterHost.startsWith(":") ? Urls.upTo(afterHost, 1, "/:") : "";
    String database = afterHost.substring(port.isEmpty() ? 0 : port.length() + 1);
    return new JdbcUrl(
        text,
        host.toLowerCase(Locale.ROOT) + ":" + (port.isEmpty() ? DEFAULT_PORT : port),
        database.length() < 2 ? null : Urls.upTo(database, 1, "/:"));
  }
}
