package dev.retrofuse.operations;

/**
 * Values that are named like secrets: {@code password=x}, {@code pwd = "x y"}, {@code pwd={x;y}},
 * {@code "token": "x"}; in YAML also {@code password: x y}.
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
    "access-key",
    "authorization"
  };

  private NamedSecrets() {}

  /** The same object where there is none. */
  static String mask(String text) {
    return mask(text, false);
  }

  static String maskYaml(String line) {
    return mask(line, true);
  }

  private static String mask(String text, boolean yaml) {
    StringBuilder out = null;
    int copied = 0;
    for (int at = 0; at < text.length(); at++) {
      if (separates(text, at, yaml) && isSecret(text, at)) {
        int from = startOfValue(text, at + 1);
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, from).append(Secrets.MASK);
        copied = endOfValue(text, from, yaml);
        at = copied - 1;
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  // A colon separates in JSON, behind a quoted name, and in YAML; elsewhere it is prose.
  private static boolean separates(String text, int at, boolean yaml) {
    char c = text.charAt(at);
    return c == '=' || (c == ':' && (yaml || (at > 0 && isQuote(text.charAt(at - 1)))));
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

  private static int endOfValue(String text, int from, boolean yaml) {
    char close = from == 0 ? 0 : closing(text.charAt(from - 1));
    int at = from;
    while (at < text.length() && !ends(text.charAt(at), close, yaml)) {
      at++;
    }
    return at;
  }

  private static boolean ends(char c, char close, boolean yaml) {
    if (close != 0) {
      return c == close;
    }
    // In YAML a value may have blanks in it.
    return ";&,)]}".indexOf(c) >= 0 || (yaml ? isQuote(c) : Secrets.endsUrl(c));
  }

  // What ends a value that begins so; 0 for one that begins without a mark.
  private static char closing(char open) {
    return isQuote(open) ? open : open == '{' ? '}' : 0;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }
}
