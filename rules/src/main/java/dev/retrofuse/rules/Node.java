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

  /** Whether {@link #text} stands there without quotes. */
  final boolean plain;

  /** The keys of a map, each with its value at the same place of {@link #items}; else null. */
  final List<Node> keys;

  /** The elements of a list or the values of a map; else null. */
  final List<Node> items;

  private Node(FileText in, int line, int column, String text, boolean plain, boolean map) {
    this.in = in;
    this.line = line;
    this.column = column;
    this.text = text;
    this.plain = plain;
    keys = map ? new ArrayList<Node>() : null;
    items = text == null ? new ArrayList<Node>() : null;
  }

  static Node text(FileText in, int line, int column, String text, boolean plain) {
    return new Node(in, line, column, text, plain, false);
  }

  static Node list(FileText in, int line, int column) {
    return new Node(in, line, column, null, false, false);
  }

  static Node map(FileText in, int line, int column) {
    return new Node(in, line, column, null, false, true);
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

  /** How messages call it. */
  String describe() {
    if (isText()) {
      return isEmpty() ? "no value" : Problems.quote(text);
    }
    return isMap() ? "a map" : "a list";
  }
}
