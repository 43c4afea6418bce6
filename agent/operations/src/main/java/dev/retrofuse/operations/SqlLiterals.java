package dev.retrofuse.operations;

import java.util.Locale;

/**
 * Values in SQL, which drivers quote in their messages: strings, and the numbers that are compared,
 * set or passed.
 */
final class SqlLiterals {
  /** How statements begin; what must follow further behind, for verbs that are words of prose. */
  private static final String[][] VERBS = {
    {"select ", ""},
    {"insert into ", ""},
    {"replace into ", ""},
    {"merge into ", ""},
    {"delete from ", ""},
    {"update ", " set "},
    {"{call ", ""},
    {"values (", ""},
  };

  private SqlLiterals() {}

  /** The same object where there is no SQL. */
  static String mask(String text) {
    int start = start(text.toLowerCase(Locale.ROOT));
    if (start < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, start);
    for (int at = start; at < text.length(); ) {
      char c = text.charAt(at);
      int end = c == '\'' ? endOfString(text, at) : isValue(text, at) ? endOfNumber(text, at) : at;
      if (end == at) {
        out.append(c);
        at++;
      } else {
        out.append(Secrets.MASK);
        at = end;
      }
    }
    return out.toString();
  }

  private static int start(String text) {
    int first = -1;
    for (String[] verb : VERBS) {
      int at = text.indexOf(verb[0]);
      boolean is = at >= 0 && text.indexOf(verb[1], at) >= 0;
      first = is && (first < 0 || at < first) ? at : first;
    }
    return first;
  }

  // A quote is doubled inside; a string without end was cut.
  private static int endOfString(String text, int open) {
    int at = open + 1;
    while (at < text.length()) {
      if (text.charAt(at) != '\'') {
        at++;
      } else if (text.startsWith("''", at)) {
        at += 2;
      } else {
        return at + 1;
      }
    }
    return at;
  }

  private static boolean isValue(String text, int at) {
    int before = at - 1;
    while (before >= 0 && text.charAt(before) <= ' ') {
      before--;
    }
    return isDigit(text.charAt(at)) && before >= 0 && "=<>(,".indexOf(text.charAt(before)) >= 0;
  }

  private static int endOfNumber(String text, int from) {
    int at = from;
    while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
