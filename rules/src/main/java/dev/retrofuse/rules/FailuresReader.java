package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/** Reads the section {@code failures}. */
final class FailuresReader {
  private static final String STATES = "beginnings of SQLStates, 1 to 5 letters or digits each";
  private static final String CLASSES = "names of exception classes with their package";

  private static final Key SQL_STATES =
      Key.texts(
              "sql-states",
              STATES,
              "For jdbc: an SQLException whose SQLState begins like one of these is a failure.")
          .fallback("[08, 53, 57, 58, HYT]");
  private static final Key IGNORE_SQL_STATES =
      Key.texts(
              "ignore-sql-states",
              STATES,
              "For jdbc: an SQLException whose SQLState begins like one of these is never a"
                  + " failure.")
          .fallback("[]");
  private static final Key STATUSES =
      Key.texts(
              "statuses",
              "statuses from 100 to 999, such as 429, 500-599 or 5xx",
              "For http: a response with one of these statuses is a failure.")
          .fallback("[5xx, 429]");
  private static final Key EXCEPTIONS =
      Key.texts(
              "exceptions",
              CLASSES,
              "A call that ends with one of these exceptions, or one derived from it, is a failure"
                  + " beside what is one anyway.")
          .fallback("[]");
  private static final Key IGNORE_EXCEPTIONS =
      Key.texts(
              "ignore-exceptions",
              CLASSES,
              "A call that ends with one of these exceptions, or one derived from it, is never a"
                  + " failure.")
          .fallback("[]");

  private final Section section;

  /** Null when the rule's match is a problem. */
  private final Kind kind;

  private FailuresReader(Section section, Kind kind) {
    this.section = section;
    this.kind = kind;
  }

  static Failures read(Section section, Kind kind) {
    return new FailuresReader(section, kind).read();
  }

  private Failures read() {
    onlyFor(Kind.JDBC, SQL_STATES);
    onlyFor(Kind.JDBC, IGNORE_SQL_STATES);
    onlyFor(Kind.HTTP, STATUSES);
    return new Failures(
        states(SQL_STATES, Failures.DEFAULT_STATES),
        states(IGNORE_SQL_STATES, new ArrayList<String>()),
        statuses(),
        classes(EXCEPTIONS),
        classes(IGNORE_EXCEPTIONS));
  }

  private void onlyFor(Kind only, Key key) {
    Node node = section.place(key);
    if (node != null && kind != null && kind != only) {
      String found = key.name + " in a rule for " + kind;
      section.problem(node, found, "only in a rule for " + only, "remove it");
    }
  }

  private List<String> states(Key key, List<String> fallback) {
    List<Node> nodes = section.texts(key);
    if (nodes == null) {
      return fallback;
    }
    List<String> states = new ArrayList<>();
    for (Node node : nodes) {
      if (!isState(node.text)) {
        section.wrong(key, node, "write SQLStates such as 08006 or their beginnings such as 08");
      }
      states.add(node.text);
    }
    return states;
  }

  private static boolean isState(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 'z' || !Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 5;
  }

  private IntRanges statuses() {
    List<Node> nodes = section.texts(STATUSES);
    return nodes == null
        ? Failures.DEFAULT_STATUSES
        : RangesReader.read(section, STATUSES, nodes, 100, 999);
  }

  private List<String> classes(Key key) {
    List<Node> nodes = section.texts(key);
    List<String> names = new ArrayList<>();
    for (int i = 0; nodes != null && i < nodes.size(); i++) {
      String name = nodes.get(i).text;
      if (!isClassName(name)) {
        section.wrong(key, nodes.get(i), "write it like java.net.SocketTimeoutException");
      }
      names.add(name);
    }
    return names;
  }

  /** Without a package it would match nothing but a class of the unnamed package. */
  private static boolean isClassName(String name) {
    boolean begin = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits = begin ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
      if (!fits && (begin || c != '.')) {
        return false;
      }
      begin = c == '.';
    }
    return !begin && name.indexOf('.') > 0;
  }
}
