package dev.retrofuse.engine.jdbc;

/** Cutting texts, without regular expressions. */
final class Urls {
  private Urls() {}

  /** From {@code start} up to the first of these characters, or to the end. */
  static String upTo(String text, int start, String stops) {
    int end = start;
    while (end < text.length() && stops.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(start, end);
  }

  static boolean isNumber(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** The value after that name in {@code name, value, name, value, ...}, or null. */
  static String value(String[] pairs, String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** The value of a parameter, name with {@code =}, that follows a separator; null without. */
  static String parameter(String url, String name, char separator) {
    for (int at = url.indexOf(separator); at >= 0; at = url.indexOf(separator, at + 1)) {
      if (url.regionMatches(true, at + 1, name, 0, name.length())) {
        String value = upTo(url, at + 1 + name.length(), String.valueOf(separator)).trim();
        return value.isEmpty() ? null : value;
      }
    }
    return null;
  }

  /** The value in {@code (name=value)} or {@code (...,name=value,...)}, in any case; or null. */
  static String property(String text, String name) {
    for (int at = 0; at + name.length() < text.length(); at++) {
      if (text.regionMatches(true, at, name, 0, name.length()) && isPropertyStart(text, at)) {
        int equals = skipSpaces(text, at + name.length());
        if (equals < text.length() && text.charAt(equals) == '=') {
          return upTo(text, skipSpaces(text, equals + 1), ",)").trim();
        }
      }
    }
    return null;
  }

  private static boolean isPropertyStart(String text, int at) {
    int before = at - 1;
    while (before >= 0 && text.charAt(before) == ' ') {
      before--;
    }
    return before >= 0 && "(,".indexOf(text.charAt(before)) >= 0;
  }

  private static int skipSpaces(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }
}
