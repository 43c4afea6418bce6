package dev.retrofuse.operations;

/**
 * Takes out of a text what its reader must not see: passwords and users in URLs, URL queries, and
 * values of parameters that are named like secrets. What it replaces becomes {@code ***}.
 */
public final class Secrets {
  private static final String MASK = "***";
  private static final String[] NAMES = {"password", "passwd", "pwd", "secret", "token", "apikey"};

  private Secrets() {}

  /** The text without secrets; the same object where there is none. */
  public static String mask(String text) {
    if (text.indexOf(':') < 0 && text.indexOf('=') < 0) {
      return text;
    }
    return withoutNamed(withoutCredentials(text));
  }

  private static String withoutCredentials(String text) {
    StringBuilder out = null;
    int copied = 0;
    for (int at = nextUrl(text, 0); at >= 0; at = nextUrl(text, copied)) {
      int end = endOfUrl(text, at);
      out = out == null ? new StringBuilder(text.length()) : out;
      out.append(text, copied, at).append(url(text.substring(at, end)));
      copied = end;
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  // Where the part begins that may hold credentials: behind "://", or behind "jdbc:".
  private static int nextUrl(String text, int from) {
    int slashes = text.indexOf("://", from);
    int jdbc = text.indexOf("jdbc:", from);
    if (jdbc >= 0 && (slashes < 0 || jdbc < slashes)) {
      return jdbc + "jdbc:".length();
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

  private static boolean endsUrl(char c) {
    return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>';
  }

  private static String url(String url) {
    int query = url.indexOf('?');
    String address = query < 0 ? url : url.substring(0, query);
    int at = address.lastIndexOf('@');
    if (at > 0) {
      address = address.substring(0, startOfUser(address, at)) + MASK + address.substring(at);
    }
    return query < 0 ? address : address + '?' + MASK;
  }

  // user:password@host behind "//", and Oracle's thin:user/password@host.
  private static int startOfUser(String address, int at) {
    int slashes = address.lastIndexOf("//", at);
    if (slashes >= 0) {
      return slashes + 2;
    }
    int slash = address.indexOf('/');
    return slash < 0 || slash > at ? afterScheme(address, at) : afterScheme(address, slash);
  }

  private static int afterScheme(String address, int before) {
    return address.lastIndexOf(':', before) + 1;
  }

  private static String withoutNamed(String text) {
    StringBuilder out = null;
    int copied = 0;
    for (int at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
      if (at >= copied && isSecret(text, at)) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, at + 1).append(MASK);
        copied = endOfValue(text, at + 1);
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private static boolean isSecret(String text, int equals) {
    for (String name : NAMES) {
      if (text.regionMatches(true, equals - name.length(), name, 0, name.length())) {
        return true;
      }
    }
    return false;
  }

  private static int endOfValue(String text, int from) {
    int at = from;
    while (at < text.length()
        && ";&,)]}".indexOf(text.charAt(at)) < 0
        && !endsUrl(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
