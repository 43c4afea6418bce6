package dev.retrofuse.rules;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Puts environment variables into values: a name, or a name and a default behind a colon, in braces
 * behind a dollar sign; two dollar signs stand for one. What comes in is part of one text, whatever
 * YAML would make of it.
 */
final class Variables {
  private static final int MAX_VALUE = 10_000;

  private static final String FORMS =
      "${NAME} or ${NAME:default}, the name of letters, digits, _, . and -";

  private final FileText in;
  private final Map<String, String> values;
  private final Problems problems;
  // What an alias repeats is the same node.
  private final Set<Node> filled = Collections.newSetFromMap(new IdentityHashMap<Node, Boolean>());
  private boolean any;

  /**
   * @param values null for those of this process
   */
  Variables(FileText in, Map<String, String> values, Problems problems) {
    this.in = in;
    this.values = values;
    this.problems = problems;
  }

  /** Whether there was any. */
  boolean fill(Node node) {
    if (!node.isText() && filled.add(node)) {
      for (int i = 0; i < node.items.size(); i++) {
        Node item = node.items.get(i);
        if (item.isText() && item.text.contains("${")) {
          node.items.set(i, filled(item));
        } else {
          fill(item);
        }
      }
    }
    return any;
  }

  private Node filled(Node node) {
    StringBuilder out = new StringBuilder();
    boolean known = true;
    int source = in.placeOf(node.line, node.column);
    int done = 0;
    for (int at = node.text.indexOf("${"); at >= 0; at = node.text.indexOf("${", done)) {
      source = in.text.indexOf("${", source);
      boolean literal = at > done && node.text.charAt(at - 1) == '$';
      int end = node.text.indexOf('}', at) + 1;
      out.append(node.text, done, literal ? at - 1 : at);
      done = literal || end == 0 ? at + 2 : end;
      String value = literal ? "${" : value(node.text.substring(at + 2, done), source);
      known &= value != null;
      out.append(value);
      source += 2;
    }
    out.append(node.text, done, node.text.length());
    if (known && out.length() > MAX_VALUE) {
      problems.add(node, "a value of " + out.length() + " characters", "at most " + MAX_VALUE, "");
      known = false;
    }
    return node.filled(known ? out.toString() : null);
  }

  /**
   * Null for a problem.
   *
   * @param expression with the brace that closes it, if there is one
   */
  private String value(String expression, int source) {
    int end = Math.max(0, expression.length() - 1);
    int colon = expression.indexOf(':');
    String name = expression.substring(0, colon < 0 ? end : colon);
    if (!isName(name) || expression.contains("${")) {
      String found = "${" + (end == 0 ? " without }" : Problems.shortened(expression));
      problem(source, found, FORMS, "write $${ for these characters themselves");
      return null;
    }
    any = true;
    String value = values == null ? System.getenv(name) : values.get(name);
    if (value != null && !value.isEmpty()) {
      return value;
    }
    if (colon < 0) {
      String advice = "set it for the process that reads this, or write ${" + name + ":default}";
      problem(source, "the environment variable " + name + " has no value", "", advice);
    }
    return colon < 0 ? null : expression.substring(colon + 1, end);
  }

  private void problem(int source, String found, String expected, String advice) {
    problems.addBehind(in, Math.max(0, source), found, expected, advice);
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && "_.-".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
