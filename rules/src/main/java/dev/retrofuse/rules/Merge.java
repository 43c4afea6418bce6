package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/** Lays one section over another. What is replaced stands elsewhere from then on. */
final class Merge {
  private Merge() {}

  /** A section with the keys of both: those of {@code over} win, and its nulls take keys away. */
  static Node of(Node base, Node over, Problems problems) {
    Node merged = Node.map(base); // aliases share nodes, so these stay as they are
    merged.keys.addAll(base.keys);
    merged.items.addAll(base.items);
    Section keys = new Section(over, problems);
    for (String name : keys.names()) {
      put(merged, keys.place(name), keys.valuePlace(name), problems);
    }
    return merged;
  }

  static void put(Node section, Node key, Node value, Problems problems) {
    int at = section.indexOf(key.text);
    if (value.isText() && value.isEmpty()) {
      remove(section, key, at, problems);
    } else if (at < 0) {
      section.keys.add(key);
      section.items.add(value);
    } else if (value.isMap() && section.items.get(at).isMap()) {
      section.items.set(at, of(section.items.get(at), value, problems));
    } else {
      section.keys.set(at, key);
      section.items.set(at, value);
    }
  }

  private static void remove(Node section, Node key, int at, Problems problems) {
    if (at < 0) {
      List<String> names = new ArrayList<>();
      for (Node other : section.keys) {
        names.add(other.isText() ? other.text : "");
      }
      String found = Problems.quote(key.text) + " taken away where it is not";
      problems.add(key, found, "", Spelling.advice(key.text, names, "remove this line"));
    } else {
      section.keys.remove(at);
      section.items.remove(at);
    }
  }
}
