package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/** Reads one pattern or a list of patterns. */
final class PatternsReader {
  static final String ALLOWED = "a pattern or a list of patterns";
  private static final int MAX_LENGTH = 1000;

  private PatternsReader() {}

  /** Null when the key is not there. */
  static Patterns read(Section section, Key key) {
    return read(section, key, "");
  }

  /** The same for texts that all have one beginning, which a pattern must be able to match. */
  static Patterns read(Section section, Key key, String beginning) {
    List<Node> nodes = section.texts(key);
    return nodes == null ? null : Patterns.of(texts(section, key, nodes, beginning));
  }

  /** Where upper and lower case are the same. */
  static Patterns readIgnoringCase(Section section, Key key) {
    List<Node> nodes = section.texts(key);
    return nodes == null ? null : Patterns.ignoringCase(texts(section, key, nodes, ""));
  }

  private static List<String> texts(Section section, Key key, List<Node> nodes, String beginning) {
    List<String> texts = new ArrayList<>();
    for (Node node : nodes) {
      if (node.text.isEmpty() || node.text.length() > MAX_LENGTH) {
        section.wrong(key, node, "write 1 to " + MAX_LENGTH + " characters");
      } else if (!canBegin(node.text, beginning)) {
        section.wrong(key, node, "begin it with " + beginning + " or with **");
      }
      texts.add(node.text);
    }
    return texts;
  }

  private static boolean canBegin(String pattern, String beginning) {
    for (int i = 0; i < beginning.length(); i++) {
      boolean slash = beginning.charAt(i) == '/';
      char c = i < pattern.length() ? pattern.charAt(i) : 0;
      if (c == '*') {
        return !slash || pattern.startsWith("**", i) || pattern.startsWith("*/", i);
      }
      if (c != beginning.charAt(i) && (c != '?' || slash)) {
        return false;
      }
    }
    return true;
  }
}
