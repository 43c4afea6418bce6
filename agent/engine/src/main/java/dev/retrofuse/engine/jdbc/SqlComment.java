package dev.retrofuse.engine.jdbc;

import dev.retrofuse.waist.RetrofuseContext;
import java.nio.charset.StandardCharsets;

/**
 * Tells in an SQL text which trace it belongs to, as sqlcommenter does: keys in order, values
 * percent-encoded and in quotes. It stands at the end, since drivers and proxies look at how a text
 * begins, but before a last semicolon, since some take what follows one for another statement.
 */
public final class SqlComment {
  /** What the standard asks everyone to pass on. */
  private static final int LONGEST_STATE = 512;

  private static final String PARENT = "traceparent";
  private static final String STATE = "tracestate";
  private static final String PLAIN = "._~-";
  private static final String HEX = "0123456789ABCDEF";
  private static final String[] LINE_COMMENTS = {"--", "#", "//"};

  private SqlComment() {}

  /**
   * The text with the comment; the same one where there is nothing to tell or no safe place.
   *
   * @param context null for none
   */
  public static String in(String sql, RetrofuseContext context) {
    String parent = context == null ? null : context.value(PARENT);
    int end = end(sql);
    return parent == null || end == 0 || isEscape(sql, end) || sql.contains(PARENT + "=")
        ? sql
        : place(sql, end, comment(parent, context.value(STATE)));
  }

  /** Past the last character that is neither blank nor a semicolon. */
  private static int end(String sql) {
    int end = sql.length();
    while (end > 0 && (isBlank(sql.charAt(end - 1)) || sql.charAt(end - 1) == ';')) {
      end--;
    }
    return end;
  }

  private static boolean isBlank(char c) {
    return c <= ' ';
  }

  /** Whether it may be JDBC's {@code {? = call f()}}, beside which drivers take nothing else. */
  private static boolean isEscape(String sql, int end) {
    int start = 0;
    while (start < end && isBlank(sql.charAt(start))) {
      start++;
    }
    char first = sql.charAt(start);
    return first == '{' || first == '?' || sql.charAt(end - 1) == '}';
  }

  private static String place(String sql, int end, String comment) {
    String text = sql.substring(0, end);
    if (!mayEndInLineComment(text)) {
      return text + ' ' + comment + sql.substring(end);
    }
    // On a line of its own; but whether a semicolon belongs to the statement is not known here.
    return sql.indexOf(';') >= 0 ? sql : text + '\n' + comment + sql.substring(end);
  }

  private static boolean mayEndInLineComment(String text) {
    int line = text.lastIndexOf('\n') + 1;
    for (String start : LINE_COMMENTS) {
      if (text.indexOf(start, line) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static String comment(String parent, String state) {
    StringBuilder comment = new StringBuilder("/*");
    pair(PARENT, parent, comment);
    if (state != null && state.length() <= LONGEST_STATE) {
      pair(STATE, state, comment.append(','));
    }
    return comment.append("*/").toString();
  }

  private static void pair(String key, String value, StringBuilder comment) {
    comment.append(key).append("='");
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      encode((char) (each & 0xff), comment);
    }
    comment.append('\'');
  }

  /** What may end a comment, or mean something to a driver that looks for no comments, is coded. */
  private static void encode(char c, StringBuilder comment) {
    boolean dashes = c == '-' && comment.charAt(comment.length() - 1) == '-';
    if (!dashes && (isAlphanumeric(c) || PLAIN.indexOf(c) >= 0)) {
      comment.append(c);
    } else {
      comment.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
    }
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
