package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What one section of {@code overlays} changes. */
final class Overlay {
  private static final Key CHANGE =
      Key.section(
          "change",
          "Rules by their names, each with the keys that are different here: what is written"
              + " replaces what the rule has, section by section; null takes a key away, or the"
              + " rule.");
  private static final Key RULES =
      Key.sections(
          "rules", "Rules that this environment has besides. They come before all others.");
  private static final Key TRACE =
      Key.section("trace", "Keys of the section trace that are different here.");
  private static final Key DEADLINE =
      Key.section("deadline", "Keys of the section deadline that are different here.");
  private static final Key FAULTS =
      Key.texts("faults", "the names of rules", "What stands here in place of the file's faults.");
  private static final List<Key> WHOLE = Arrays.asList(TRACE, DEADLINE, FAULTS);

  private final Section section;
  private final Problems problems;
  private final Node change;
  private final Node rules;

  Overlay(Section section, Problems problems) {
    this.section = section;
    this.problems = problems;
    Section changes = section.section(CHANGE);
    change = changes == null ? null : changes.start();
    if (changes != null) {
      changes.askAll();
    }
    rules = section.list(RULES);
    for (Key key : WHOLE) {
      section.given(key);
    }
  }

  /**
   * Reports what it says of rules that there are not, and what an overlay of the same environment
   * has said before.
   */
  void check(Node root, String environment, Map<String, Node> changed) {
    for (int i = 0; change != null && i < change.keys.size(); i++) {
      Node name = change.keys.get(i);
      if (name.isText() && !name.isEmpty()) {
        checkRule(root, name, change.items.get(i));
        once(changed, environment + "/rules/" + name.text, name);
      }
    }
    for (Key key : WHOLE) {
      if (section.place(key) != null) {
        once(changed, environment + "/" + key.name, section.place(key));
      }
    }
  }

  private void checkRule(Node root, Node name, Node keys) {
    List<String> names = names(root);
    if (!names.contains(name.text)) {
      String advice = Spelling.advice(name.text, names, "new rules stand under rules");
      problems.add(name, "no rule is called " + Problems.quote(name.text), "", advice);
    } else if (!keys.isMap() && !keys.isEmpty()) {
      String found = Problems.quote(name.text) + ": " + keys.describe();
      problems.add(keys, found, "keys with values, or null", "write the keys that are different");
    } else if (keys.isMap() && keys.indexOf(RuleReader.NAME.name) >= 0) {
      Node key = keys.keys.get(keys.indexOf(RuleReader.NAME.name));
      problems.add(key, "a rule's name changed", "", "remove it: messages call the rule by it");
    }
  }

  private void once(Map<String, Node> changed, String what, Node place) {
    Node first = changed.get(what);
    if (first == null) {
      changed.put(what, place);
    } else if (first.in != place.in) {
      // Within one file it is the same key again, which is reported as such.
      String found = Problems.quote(place.text) + " changed for this environment again";
      problems.add(place, found, "", "remove it here or in " + first.place());
    }
  }

  private static List<String> names(Node root) {
    List<String> names = new ArrayList<>();
    int at = root.indexOf(RuleSetReader.RULES.name);
    for (int i = 0; at >= 0 && i < root.items.get(at).items.size(); i++) {
      names.add(name(root.items.get(at).items.get(i)));
    }
    return names;
  }

  /** Empty when there is none. */
  private static String name(Node rule) {
    int at = rule.isMap() ? rule.indexOf(RuleReader.NAME.name) : -1;
    return at < 0 || !rule.items.get(at).isText() ? "" : rule.items.get(at).text;
  }

  /** Changes the document. */
  void apply(Node root) {
    for (int i = 0; change != null && i < change.keys.size(); i++) {
      if (change.keys.get(i).isText()) {
        apply(root, change.keys.get(i).text, change.items.get(i));
      }
    }
    for (Key key : WHOLE) {
      if (section.place(key) != null) {
        Merge.put(root, section.place(key), section.valuePlace(key), problems);
      }
    }
    if (rules != null) {
      list(root).items.addAll(0, rules.items);
    }
  }

  private void apply(Node root, String name, Node keys) {
    int at = names(root).indexOf(name);
    if (at < 0) {
      return;
    }
    List<Node> all = list(root).items;
    if (keys.isMap()) {
      all.set(at, Merge.of(all.get(at), keys, problems));
    } else if (keys.isEmpty()) {
      all.remove(at);
    }
  }

  private Node list(Node root) {
    int at = root.indexOf(RuleSetReader.RULES.name);
    if (at >= 0) {
      return root.items.get(at);
    }
    Node list = Node.list(section.valuePlace(RULES));
    root.keys.add(section.place(RULES));
    root.items.add(list);
    return list;
  }
}
