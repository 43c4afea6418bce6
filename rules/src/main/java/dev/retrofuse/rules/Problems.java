package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the problems of a rule source, the first {@value #MAX} of them. */
final class Problems {
  static final int MAX = 100;
  private static final int MAX_QUOTE = 60;
  private static final int MAX_FOUND = 300;

  private final List<Problem> list = new ArrayList<>();

  void add(Node at, String found, String expected, String advice) {
    if (at.known) {
      add(at.in, at.line, at.column, found, expected, advice);
    }
  }

  /** Once for each place and finding: what an alias repeats is the same problem. */
  void add(FileText in, int line, int column, String text, String expected, String advice) {
    String found = oneLine(text, MAX_FOUND);
    if (!isFull() && !isKnown(in, line, column, found)) {
      list.add(new Problem(in, line, column, found, expected, advice));
    }
  }

  /** At a place of the text. */
  void addBehind(FileText in, int end, String found, String expected, String advice) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      if (FileText.isLineEnd(in.text, i)) {
        line++;
        lineStart = i + 1;
      }
    }
    int column = Character.codePointCount(in.text, lineStart, end) + 1;
    add(in, line, column, found, expected, advice);
  }

  private boolean isKnown(FileText in, int line, int column, String found) {
    for (int i = 0; i < list.size(); i++) {
      Problem known = list.get(i);
      if (known.isAt(in, line, column) && known.found().equals(found)) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return list.size();
  }

  /** Whether looking further is of no use. */
  boolean isFull() {
    return list.size() >= MAX;
  }

  /** Sorted by file and place. */
  List<Problem> sorted() {
    Collections.sort(list);
    if (isFull()) {
      Problem last = list.get(MAX - 1);
      String found = MAX + " problems so far";
      list.add(last.with(found, "mend these first"));
    }
    return list;
  }

  /** In quotes, in one line, and not too long. */
  static String quote(String text) {
    return "'" + shortened(text) + "'";
  }

  /** In one line, and not too long. */
  static String shortened(String text) {
    return oneLine(text, MAX_QUOTE);
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
