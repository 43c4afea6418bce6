package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/** Lays sections over others, in which each part still knows where it stands. */
final class Merge {
  // Aliases of aliases could be laid over each other without end.
  private static final int MAX_SECTIONS = 10_000;

  private final Problems problems;
  private int sections;

  Merge(Problems problems) {
    this.problems = problems;
  }

  /** A section with the keys of both: those of {@code over} win, and its nulls take keys away. */
  Node of(Node base, Node over) {
    if (++sections > MAX_SECTIONS) {
      problems.add(over, "one more section", "at most " + MAX_SECTIONS, "write less into overlays");
      return over;
    }
    Node merged = Node.map(base); // aliases share nodes, so these stay as they are
    merged.keys.addAll(base.keys);
    merged.items.addAll(base.items);
    Section keys = new Section(over, problems);
    for (String name : keys.names()) {
      put(merged, keys.place(name), keys.valuePlace(name));
    }
    return merged;
  }

  /** Changes the section itself. */
  void put(Node section, Node key, Node value) {
    int at = section.indexOf(key.text);
    if (value.isText() && value.isEmpty()) {
      remove(section, key, at);
    } else if (at < 0) {
      section.keys.add(key);
      section.items.add(value);
    } else if (value.isMap() && section.items.get(at).isMap()) {
      section.items.set(at, of(section.items.get(at), value));
    } else {
      section.keys.set(at, key);
      section.items.set(at, value);
    }
  }

  private void remove(Node section, Node key, int at) {
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
