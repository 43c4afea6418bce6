package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the problems of one file, the first {@value #MAX} of them. */
final class Problems {
  static final int MAX = 100;
  private static final int MAX_QUOTE = 60;
  private static final int MAX_FOUND = 300;

  private final String source;
  private final List<Problem> list = new ArrayList<>();

  Problems(String source) {
    this.source = source;
  }

  void add(Node at, String found, String expected, String advice) {
    add(at.line, at.column, found, expected, advice);
  }

  /** Once for each place and finding: what an alias repeats is the same problem. */
  void add(int line, int column, String text, String expected, String advice) {
    String found = oneLine(text, MAX_FOUND);
    if (!isFull() && !isKnown(line, column, found)) {
      list.add(new Problem(source, line, column, found, expected, advice));
    }
  }

  /** At the end of a text. Lines end as the YAML scanner sees it. */
  void addBehind(CharSequence text, String found, String expected, String advice) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isLineEnd(text, i)) {
        line++;
        lineStart = i + 1;
      }
    }
    int column = Character.codePointCount(text, lineStart, text.length()) + 1;
    add(line, column, found, expected, advice);
  }

  private static boolean isLineEnd(CharSequence text, int at) {
    char c = text.charAt(at);
    boolean beforeNewLine = at + 1 < text.length() && text.charAt(at + 1) == '\n';
    return c == '\n' || (c == '\r' && !beforeNewLine);
  }

  private boolean isKnown(int line, int column, String found) {
    for (int i = 0; i < list.size(); i++) {
      Problem known = list.get(i);
      if (known.line() == line && known.column() == column && known.found().equals(found)) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** Whether looking further is of no use. */
  boolean isFull() {
    return list.size() >= MAX;
  }

  /** Sorted by place. */
  List<Problem> sorted() {
    Collections.sort(list);
    if (isFull()) {
      Problem last = list.get(MAX - 1);
      String found = MAX + " problems so far";
      list.add(new Problem(source, last.line(), last.column(), found, "", "mend these first"));
    }
    return list;
  }

  /** In quotes, in one line, and not too long. */
  static String quote(String text) {
    return "'" + oneLine(text, MAX_QUOTE) + "'";
  }

  private static boolean isShown(char c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  /** Without control characters and what a log might not show; what is too long is cut off. */
  private static String oneLine(String text, int max) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && i < max; i++) {
      char c = text.charAt(i);
      line.append(isShown(c) ? c : '?');
    }
    return line.append(text.length() > max ? "..." : "").toString();
  }
}
