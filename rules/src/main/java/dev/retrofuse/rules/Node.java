package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a YAML document and where it begins: a text, a list or a map. What a text means is
 * decided by who reads it, so {@code 127.0.0.1} and {@code off} stay as written.
 */
final class Node {
  /** The file that it stands in. */
  final FileText in;

  final int line;
  final int column;

  /** Null for a list or map. */
  final String text;

  /** What stands in the file where {@link #text} has variables in it; else the same. */
  final String written;

  /** Whether {@link #text} stands there without quotes. */
  final boolean plain;

  /** False where a variable has no value, which is a problem now reported. */
  final boolean known;

  /** The keys of a map, each with its value at the same place of {@link #items}; else null. */
  final List<Node> keys;

  /** The elements of a list or the values of a map; else null. */
  final List<Node> items;

  private Node(
      FileText in, int line, int column, String text, String written, boolean plain, boolean map) {
    this.in = in;
    this.line = line;
    this.column = column;
    this.text = written != null && text == null ? "" : text;
    this.written = written;
    this.plain = plain;
    known = written == null || text != null;
    keys = map ? new ArrayList<Node>() : null;
    items = written == null ? new ArrayList<Node>() : null;
  }

  static Node text(FileText in, int line, int column, String text, boolean plain) {
    return new Node(in, line, column, text, text, plain, false);
  }

  static Node list(FileText in, int line, int column) {
    return new Node(in, line, column, null, null, false, false);
  }

  static Node map(FileText in, int line, int column) {
    return new Node(in, line, column, null, null, false, true);
  }

  /** An empty list that stands where that node does. */
  static Node list(Node at) {
    return list(at.in, at.line, at.column);
  }

  /** An empty map that stands where that node does. */
  static Node map(Node at) {
    return map(at.in, at.line, at.column);
  }

  /**
   * With the values of variables in its text.
   *
   * @param value null where one has none
   */
  Node filled(String value) {
    return new Node(in, line, column, value, text, plain, false);
  }

  /** Whether a variable is in its text, which may be a secret. */
  boolean isFilled() {
    return text != null && !text.equals(written);
  }

  /** Where a map has a key, -1 when it has not. */
  int indexOf(String key) {
    for (int i = 0; i < keys.size(); i++) {
      if (key.equals(keys.get(i).text)) {
        return i;
      }
    }
    return -1;
  }

  /** {@code file:line}. */
  String place() {
    return in.name + ":" + line;
  }

  boolean isText() {
    return text != null;
  }

  boolean isMap() {
    return keys != null;
  }

  boolean isList() {
    return items != null && keys == null;
  }

  /** Whether nothing stands there, or YAML's word for nothing. */
  boolean isEmpty() {
    return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
  }

  /** How messages call it: variables by their names. */
  String describe() {
    if (isText()) {
      return isEmpty() && !isFilled() ? "no value" : Problems.quote(written);
    }
    return isMap() ? "a map" : "a list";
  }
}
