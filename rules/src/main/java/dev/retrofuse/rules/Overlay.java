package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private static final Key METRICS =
      Key.section("metrics", "Keys of the section metrics that are different here.");
  private static final Key LOG =
      Key.section("log", "Keys of the section log that are different here.");
  private static final Key FAULTS =
      Key.texts("faults", "the names of rules", "What stands here in place of the file's faults.");
  private static final List<Key> WHOLE = Arrays.asList(TRACE, DEADLINE, METRICS, LOG, FAULTS);

  private final Section section;
  private final Problems problems;

  /** What {@link #CHANGE} has for each rule, and where the rule's name stands there. */
  private final Map<String, Node> changes = new LinkedHashMap<>();

  private final Map<String, Node> places = new LinkedHashMap<>();
  private final Node rules;

  Overlay(Section section, Problems problems) {
    this.section = section;
    this.problems = problems;
    Section change = section.section(CHANGE);
    if (change != null) {
      for (String name : change.names()) {
        changes.put(name, change.valuePlace(name));
        places.put(name, change.place(name));
      }
      change.askAll();
    }
    rules = section.list(RULES);
    for (Key key : WHOLE) {
      section.given(key);
    }
  }

  /**
   * Reports what it says of rules that there are not, and what an overlay of the same environment
   * has said before.
   *
   * @param names of all rules
   */
  void check(Set<String> names, String environment, Map<String, Node> changed) {
    for (Map.Entry<String, Node> change : changes.entrySet()) {
      if (!problems.isFull()) {
        Node place = places.get(change.getKey());
        checkRule(names, place, change.getValue());
        once(changed, environment + "/rules/" + change.getKey(), place);
      }
    }
    for (Key key : WHOLE) {
      if (section.place(key) != null) {
        once(changed, environment + "/" + key.name, section.place(key));
      }
    }
  }

  private void checkRule(Set<String> names, Node name, Node keys) {
    if (!names.contains(name.text)) {
      List<String> some = new ArrayList<>(names);
      some = some.subList(0, Math.min(some.size(), Section.MAX_LIST));
      String advice = Spelling.advice(name.text, some, "new rules stand under rules");
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
    } else {
      String found = Problems.quote(place.text) + " changed for this environment again";
      problems.add(place, found, "", "remove it here or in " + first.place());
    }
  }

  /** Changes the document. */
  void apply(Node root) {
    Merge merge = new Merge(problems);
    int at = root.indexOf(RuleSetReader.RULES.name);
    Node all = at < 0 ? null : root.items.get(at);
    if (all != null) {
      List<Node> changed = changed(all.items, merge);
      all.items.clear();
      all.items.addAll(changed);
    }
    for (Key key : WHOLE) {
      if (section.place(key) != null) {
        merge.put(root, section.place(key), section.valuePlace(key));
      }
    }
    if (rules != null && all != null) {
      all.items.addAll(0, rules.items);
    } else if (rules != null) {
      root.keys.add(section.place(RULES));
      root.items.add(Node.list(rules));
      root.items.get(root.items.size() - 1).items.addAll(rules.items);
    }
  }

  private List<Node> changed(List<Node> all, Merge merge) {
    List<Node> changed = new ArrayList<>();
    for (Node rule : all) {
      Node keys = changes.get(name(rule));
      if (keys != null && keys.isMap()) {
        changed.add(merge.of(rule, keys));
      } else if (keys == null || !keys.isEmpty()) {
        changed.add(rule);
      }
    }
    return changed;
  }

  /** Empty when there is none. */
  static String name(Node rule) {
    int at = rule.isMap() ? rule.indexOf(RuleReader.NAME.name) : -1;
    return at < 0 || !rule.items.get(at).isText() ? "" : rule.items.get(at).text;
  }
}
