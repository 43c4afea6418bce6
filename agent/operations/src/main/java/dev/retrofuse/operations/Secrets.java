package dev.retrofuse.operations;

/**
 * Takes out of a text what its reader must not see: passwords and users in URLs, URL queries,
 * values of parameters that are named like secrets, and literals in SQL. What it replaces becomes
 * {@code ***}.
 */
public final class Secrets {
  static final String MASK = "***";
  private static final String JDBC = "jdbc:";

  private Secrets() {}

  /** The text without secrets. */
  public static String mask(String text) {
    if (text.indexOf(':') < 0 && text.indexOf('=') < 0) {
      return SqlLiterals.mask(text);
    }
    return SqlLiterals.mask(NamedSecrets.mask(withoutCredentials(text)));
  }

  /** A line of a rule file without secrets, where a colon stands behind each name. */
  public static String maskYaml(String line) {
    return SqlLiterals.mask(NamedSecrets.maskYaml(withoutCredentials(line)));
  }

  private static String withoutCredentials(String text) {
    StringBuilder out = null;
    int copied = 0;
    for (int at = nextUrl(text, 0); at >= 0; at = nextUrl(text, copied)) {
      int end = endOfUrl(text, at);
      out = out == null ? new StringBuilder(text.length()) : out;
      out.append(text, copied, at)
          .append(url(text.substring(at, end), text.startsWith(JDBC, at - JDBC.length())));
      copied = end;
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  // Where the part begins that may hold credentials: behind "://", or behind "jdbc:".
  private static int nextUrl(String text, int from) {
    int slashes = text.indexOf("://", from);
    int jdbc = text.indexOf(JDBC, from);
    if (jdbc >= 0 && (slashes < 0 || jdbc < slashes)) {
      return jdbc + JDBC.length();
    }
    return slashes < 0 ? -1 : slashes + "://".length();
  }

  private static int endOfUrl(String text, int from) {
    int at = from;
    while (at < text.length() && !endsUrl(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static boolean endsUrl(char c) {
    return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>';
  }

  private static String url(String url, boolean jdbc) {
    int query = url.indexOf('?');
    String address = query < 0 ? url : url.substring(0, query);
    int at = address.lastIndexOf('@');
    int user = at < 0 ? -1 : startOfUser(address, at, jdbc);
    if (at > user) {
      address = address.substring(0, user) + MASK + address.substring(at);
    }
    return query < 0 ? address : address + '?' + MASK;
  }

  // user:password@host behind the first "//", and Oracle's thin:user/password@host.
  private static int startOfUser(String address, int at, boolean jdbc) {
    int slashes = address.indexOf("//");
    if (slashes >= 0 && slashes < at) {
      return slashes + 2;
    }
    if (!jdbc) {
      return 0;
    }
    int slash = address.indexOf('/');
    return address.lastIndexOf(':', slash < 0 || slash > at ? at : slash) + 1;
  }
}
