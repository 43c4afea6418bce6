package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads header fields of HTTP, each written as {@code 'Name: value'}. */
final class HeaderFields {
  private HeaderFields() {}

  /** Names and values in turns. */
  static List<String> read(Section section, Key key, String advice) {
    List<Node> nodes = section.texts(key);
    List<String> headers = new ArrayList<>();
    for (Node node : nodes == null ? Collections.<Node>emptyList() : nodes) {
      int colon = node.text.indexOf(':');
      if (colon > 0 && isName(node.text.substring(0, colon)) && isPrintable(node.text)) {
        headers.add(node.text.substring(0, colon));
        headers.add(node.text.substring(colon + 1).trim());
      } else {
        section.wrong(key, node, advice);
      }
    }
    return headers;
  }

  // A length that is not the body's would mislead whoever reads the message.
  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 127 || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        return false;
      }
    }
    return !name.equalsIgnoreCase("Content-Length") && !name.equalsIgnoreCase("Transfer-Encoding");
  }

  /** Whether it is ASCII without control characters. */
  static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 127) {
        return false;
      }
    }
    return true;
  }
}
