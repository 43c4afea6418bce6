package dev.retrofuse.rules;

import java.util.Collections;
import java.util.List;

/** Where the keys of a rule file stand that has no problem. */
public final class Places {
  private final Node root;

  private Places(Node root) {
    this.root = root;
  }

  /** Of rules that were read. */
  public static Places of(RuleSet rules) {
    return new Places(rules.written());
  }

  /** Of a key at the top of the file; of the file's beginning when it is not there. */
  public Place ofFile(String key) {
    return at(keyOf(root, key), root);
  }

  /**
   * Of a rule, or of a key in it.
   *
   * @param rule its name
   * @param keys from the rule on; the last one that is there counts
   */
  public Place of(String rule, String... keys) {
    Node section = rule(rule);
    Node place = section;
    for (int i = 0; i < keys.length && section != null && section.isMap(); i++) {
      Node key = keyOf(section, keys[i]);
      place = key == null ? place : key;
      section = key == null ? null : valueOf(section, keys[i]);
    }
    return at(place, root);
  }

  /** Whether a rule says something of a key by itself. */
  public boolean has(String rule, String... keys) {
    Node section = rule(rule);
    for (int i = 0; i < keys.length && section != null; i++) {
      section = section.isMap() ? valueOf(section, keys[i]) : null;
    }
    return section != null;
  }

  private Node rule(String name) {
    Node rules = valueOf(root, "rules");
    for (Node rule : rules == null ? Collections.<Node>emptyList() : rules.items) {
      if (name.equals(valueOf(rule, "name").text)) {
        return rule;
      }
    }
    return null;
  }

  private static Node keyOf(Node map, String key) {
    int at = indexOf(map, key);
    return at < 0 ? null : map.keys.get(at);
  }

  private static Node valueOf(Node map, String key) {
    int at = indexOf(map, key);
    return at < 0 ? null : map.items.get(at);
  }

  private static int indexOf(Node map, String key) {
    List<Node> keys = map.keys;
    for (int i = 0; i < keys.size(); i++) {
      if (key.equals(keys.get(i).text)) {
        return i;
      }
    }
    return -1;
  }

  private Place at(Node node, Node otherwise) {
    Node found = node == null ? otherwise : node;
    return new Place(found.in.name, found.line, found.column);
  }
}
