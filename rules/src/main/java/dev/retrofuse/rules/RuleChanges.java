package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is different between two rule sets, as an operator wrote it. */
public final class RuleChanges {
  private static final int MOST = 50;
  private static final int MOST_KEYS = 20;
  private static final String NONE = "(none)";

  private final RuleSet before;
  private final RuleSet after;
  private final List<String> changes = new ArrayList<>();

  private RuleChanges(RuleSet before, RuleSet after) {
    this.before = before;
    this.after = after;
  }

  /**
   * {@code added 'a'}, {@code removed 'b'}, {@code 'c' breaker.failure-rate 50% -> 30%}, at most 50
   * of them; empty when nothing that matters is different. Variables stand there by their names,
   * and header fields not at all; URLs and the like are the caller's to mask.
   */
  public static List<String> between(RuleSet before, RuleSet after) {
    RuleChanges changes = new RuleChanges(before, after);
    changes.compare();
    return Collections.unmodifiableList(changes.bounded());
  }

  private List<String> bounded() {
    List<String> shown = new ArrayList<>(changes.subList(0, Math.min(MOST, changes.size())));
    if (shown.size() < changes.size()) {
      shown.add("and " + (changes.size() - shown.size()) + " more");
    }
    return shown;
  }

  private void compare() {
    Map<String, Integer> old = places(before);
    Map<String, Integer> now = places(after);
    for (String name : now.keySet()) {
      if (!old.containsKey(name)) {
        changes.add("added " + Problems.quote(name));
      }
    }
    for (String name : old.keySet()) {
      if (!now.containsKey(name)) {
        changes.add("removed " + Problems.quote(name));
      }
    }
    for (String name : now.keySet()) {
      if (old.containsKey(name)) {
        compareRules(name, old.get(name), now.get(name));
      }
    }
    compareOrder(old.keySet(), now.keySet());
    addKeys("", fileKeys(before), fileKeys(after));
  }

  private static Map<String, Integer> places(RuleSet rules) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < rules.rules().size(); i++) {
      places.put(rules.rules().get(i).name(), i);
    }
    return places;
  }

  private void compareRules(String name, int old, int now) {
    if (!before.rules().get(old).equals(after.rules().get(now))) {
      addKeys(Problems.quote(name) + " ", ruleKeys(before, old), ruleKeys(after, now));
    }
  }

  private void compareOrder(Set<String> old, Set<String> now) {
    List<String> kept = new ArrayList<>(old);
    kept.retainAll(now);
    List<String> keptNow = new ArrayList<>(now);
    keptNow.retainAll(old);
    if (!kept.equals(keptNow)) {
      changes.add("the order of rules");
    }
  }

  private void addKeys(String of, Map<String, String> old, Map<String, String> now) {
    Set<String> paths = new LinkedHashSet<>(old.keySet());
    paths.addAll(now.keySet());
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (String path : paths) {
      if (!Match.same(old.get(path), now.get(path)) && ++count <= MOST_KEYS) {
        text.append(count == 1 ? "" : ", ").append(path).append(' ');
        text.append(shown(path, old.get(path))).append(" -> ").append(shown(path, now.get(path)));
      }
    }
    if (count > 0) {
      changes.add(of + text + (count > MOST_KEYS ? ", ..." : ""));
    }
  }

  private static String shown(String path, String value) {
    if (value == null) {
      return NONE;
    }
    // Credentials are in header fields.
    return path.endsWith("headers") ? "***" : Problems.shortened(value);
  }

  private static Map<String, String> ruleKeys(RuleSet rules, int place) {
    Map<String, String> keys = new LinkedHashMap<>();
    Node root = rules.written();
    if (root != null) {
      collect(root.items.get(root.indexOf(RuleSetReader.RULES.name)).items.get(place), "", keys);
    }
    return keys;
  }

  /** All but the rules. */
  private static Map<String, String> fileKeys(RuleSet rules) {
    Map<String, String> keys = new LinkedHashMap<>();
    Node root = rules.written();
    for (int i = 0; root != null && i < root.keys.size(); i++) {
      if (!root.keys.get(i).text.equals(RuleSetReader.RULES.name)) {
        collect(root.items.get(i), root.keys.get(i).text, keys);
      }
    }
    return keys;
  }

  private static void collect(Node node, String path, Map<String, String> keys) {
    if (!node.isMap() || node.keys.isEmpty()) {
      keys.put(path, text(node));
      return;
    }
    for (int i = 0; i < node.keys.size(); i++) {
      String key = node.keys.get(i).text;
      collect(node.items.get(i), path.isEmpty() ? key : path + "." + key, keys);
    }
  }

  private static String text(Node node) {
    if (node.isText()) {
      return node.written;
    }
    List<String> texts = new ArrayList<>();
    for (Node item : node.items) {
      texts.add(text(item));
    }
    return node.isMap() ? "{}" : texts.toString();
  }
}
