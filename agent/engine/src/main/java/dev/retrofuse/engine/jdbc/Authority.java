package dev.retrofuse.engine.jdbc;

import java.util.Locale;

/** The hosts of a URL, one or more, with neither users nor passwords. */
final class Authority {
  private Authority() {}

  /**
   * All hosts in lower case, separated by commas.
   *
   * @param defaultPort for hosts that name none; null to leave it out
   */
  static String hosts(String authority, String defaultPort) {
    StringBuilder hosts = new StringBuilder();
    int start = 0;
    while (start <= authority.length()) {
      int end = endOfHost(authority, start);
      String host = host(authority.substring(start, end));
      if (!host.isEmpty()) {
        hosts.append(hosts.length() == 0 ? "" : ",").append(withPort(host, defaultPort));
      }
      start = end + 1;
    }
    return hosts.toString();
  }

  /** The next comma that stands outside of parentheses. */
  private static int endOfHost(String authority, int start) {
    int depth = 0;
    for (int i = start; i < authority.length(); i++) {
      char c = authority.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth <= 0) {
        return i;
      }
    }
    return authority.length();
  }

  private static String host(String one) {
    String text = one.indexOf('(') < 0 ? one : ofProperties(one);
    String bare = text.substring(text.lastIndexOf('@') + 1);
    int colon = bare.indexOf(':', bare.lastIndexOf(']') + 1);
    // What follows the colon and is no port may be a password that holds a slash.
    boolean port = colon < 0 || Urls.isNumber(bare, colon + 1);
    return (port ? bare : bare.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  /** MySQL's {@code address=(host=db)(port=3306)(user=u)} and {@code (host=db,port=3306)}. */
  private static String ofProperties(String text) {
    String host = Urls.property(text, "host");
    String port = Urls.property(text, "port");
    return host == null ? "" : port == null ? host : host + ":" + port;
  }

  private static String withPort(String host, String defaultPort) {
    boolean complete =
        defaultPort == null
            || host.indexOf('\\') >= 0
            || host.indexOf(':', host.lastIndexOf(']') + 1) >= 0;
    return complete ? host : host + ":" + defaultPort;
  }
}
