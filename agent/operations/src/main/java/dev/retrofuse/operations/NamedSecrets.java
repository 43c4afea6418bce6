package dev.retrofuse.operations;

/**
 * Values that are named like secrets: {@code password=x}, {@code pwd = "x y"}, {@code pwd={x;y}},
 * {@code "token": "x"}.
 */
final class NamedSecrets {
  private static final String[] NAMES = {
    "password",
    "passwd",
    "pwd",
    "pass",
    "passphrase",
    "secret",
    "token",
    "credential",
    "credentials",
    "apikey",
    "api_key",
    "api-key",
    "accesskey",
    "access_key",
    "access-key"
  };

  private NamedSecrets() {}

  /** The same object where there is none. */
  static String mask(String text) {
    StringBuilder out = null;
    int copied = 0;
    for (int at = 0; at < text.length(); at++) {
      if (separates(text, at) && isSecret(text, at)) {
        int from = startOfValue(text, at + 1);
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, from).append(Secrets.MASK);
        copied = endOfValue(text, from);
        at = copied - 1;
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  // A colon separates in JSON, behind a quoted name; elsewhere it is prose.
  private static boolean separates(String text, int at) {
    char c = text.charAt(at);
    return c == '=' || (c == ':' && at > 0 && isQuote(text.charAt(at - 1)));
  }

  private static boolean isSecret(String text, int separator) {
    int end = separator;
    while (end > 0 && (text.charAt(end - 1) == ' ' || isQuote(text.charAt(end - 1)))) {
      end--;
    }
    for (String name : NAMES) {
      if (text.regionMatches(true, end - name.length(), name, 0, name.length())) {
        return true;
      }
    }
    return false;
  }

  private static int startOfValue(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() && closing(text.charAt(at)) != 0 ? at + 1 : at;
  }

  private static int endOfValue(String text, int from) {
    char close = from == 0 ? 0 : closing(text.charAt(from - 1));
    int at = from;
    while (at < text.length() && !ends(text.charAt(at), close)) {
      at++;
    }
    return at;
  }

  private static boolean ends(char c, char close) {
    return close == 0 ? ";&,)]}".indexOf(c) >= 0 || Secrets.endsUrl(c) : c == close;
  }

  // What ends a value that begins so; 0 for one that begins without a mark.
  private static char closing(char open) {
    return isQuote(open) ? open : open == '{' ? '}' : 0;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }
}
