package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is different between two rule sets, as an operator wrote it. */
public final class RuleChanges {
  private static final int MOST = 50;
  private static final int MOST_KEYS = 20;
  private static final String NONE = "(none)";

  private final List<String> changes = new ArrayList<>();

  private RuleChanges() {}

  /**
   * {@code added 'a'}, {@code removed 'b'}, {@code 'c' breaker.failure-rate 50% -> 30%}, at most 50
   * of them; empty when nothing that matters is different. Variables stand there by their names,
   * and header fields not at all; URLs and the like are the caller's to mask.
   */
  public static List<String> between(RuleSet before, RuleSet after) {
    RuleChanges changes = new RuleChanges();
    changes.add(new RuleComparison(before, after, new Written()), after);
    return Collections.unmodifiableList(changes.bounded());
  }

  private List<String> bounded() {
    List<String> shown = new ArrayList<>(changes.subList(0, Math.min(MOST, changes.size())));
    if (shown.size() < changes.size()) {
      shown.add("and " + (changes.size() - shown.size()) + " more");
    }
    return shown;
  }

  private void add(RuleComparison comparison, RuleSet after) {
    for (Rule rule : comparison.added()) {
      changes.add("added " + Problems.quote(rule.name()));
    }
    for (Rule rule : comparison.removed()) {
      changes.add("removed " + Problems.quote(rule.name()));
    }
    for (Rule rule : after.rules()) {
      Rule old = comparison.before(rule.name());
      if (old != null && !old.equals(rule)) {
        addKeys(Problems.quote(rule.name()) + " ", comparison.keys(rule.name()));
      }
    }
    if (!comparison.moved().isEmpty()) {
      changes.add("the order of rules");
    }
    addKeys("", comparison.fileKeys());
  }

  private void addKeys(String of, Map<String, String[]> keys) {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, String[]> each : keys.entrySet()) {
      if (texts.size() == MOST_KEYS) {
        texts.add("...");
        break;
      }
      String path = each.getKey();
      String[] values = each.getValue();
      texts.add(path + " " + shown(path, values[0]) + " -> " + shown(path, values[1]));
    }
    if (!texts.isEmpty()) {
      changes.add(of + String.join(", ", texts));
    }
  }

  private static String shown(String path, String value) {
    if (value == null) {
      return NONE;
    }
    // Credentials are in header fields.
    return path.endsWith("headers") ? "***" : Problems.shortened(value);
  }

  /** As it is written in the files. */
  private static final class Written implements RuleComparison.Spelling {
    @Override
    public Map<String, String> ofRule(RuleSet rules, int place) {
      Map<String, String> keys = new LinkedHashMap<>();
      Node root = rules.written();
      if (root != null) {
        collect(root.items.get(root.indexOf(RuleSetReader.RULES.name)).items.get(place), "", keys);
      }
      return keys;
    }

    @Override
    public Map<String, String> ofFile(RuleSet rules) {
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
}
