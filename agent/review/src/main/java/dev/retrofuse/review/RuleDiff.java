package dev.retrofuse.review;

import dev.retrofuse.engine.Edit;
import dev.retrofuse.engine.breaker.Prospects;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.RuleWriter;
import dev.retrofuse.rules.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a rule set says that another one does not, whatever their files look like. */
public final class RuleDiff {
  private static final String ANEW = "begins anew";

  private final RuleSet before;
  private final RuleSet after;
  private final RuleWriter writer;
  private final Map<String, Integer> was;
  private final Map<String, Integer> is;

  /**
   * @param secret hides what the reader must not see; values that it makes alike are the same
   */
  public RuleDiff(RuleSet before, RuleSet after, Secret secret) {
    this.before = before;
    this.after = after;
    writer = new RuleWriter(secret);
    was = places(before);
    is = places(after);
  }

  /** Empty when both do the same. First what is said beside the rules, then rule by rule. */
  public List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    Map<String, String[]> top = keys(writer.topKeys(before), writer.topKeys(after));
    if (!top.isEmpty()) {
      changes.add(new Change(Change.Kind.CHANGED, null, "", top, ""));
    }
    for (Rule rule : before.rules()) {
      if (!is.containsKey(rule.name())) {
        changes.add(of(Change.Kind.REMOVED, rule, "its state is lost" + messages(rule)));
      }
    }
    Set<String> moved = moved();
    for (Rule rule : after.rules()) {
      Rule old = was.containsKey(rule.name()) ? named(before, rule.name()) : null;
      if (old == null) {
        changes.add(of(Change.Kind.ADDED, rule, ANEW));
      } else {
        add(changes, old, rule, moved.contains(rule.name()) ? move(rule) : "");
      }
    }
    return changes;
  }

  private Change of(Change.Kind kind, Rule rule, String state) {
    Map<String, String> none = Collections.emptyMap();
    Map<String, String> keys = writer.keys(rule);
    boolean added = kind == Change.Kind.ADDED;
    Map<String, String[]> all = added ? keys(none, keys) : keys(keys, none);
    all.remove("name");
    return new Change(kind, rule.name(), "", all, state);
  }

  private static String messages(Rule rule) {
    return rule.fallback().spool() == null ? "" : "; messages that it keeps stay in their folder";
  }

  private void add(List<Change> changes, Rule old, Rule rule, String move) {
    Map<String, String[]> keys = keys(writer.keys(old), writer.keys(rule));
    if (!keys.isEmpty() || !move.isEmpty()) {
      changes.add(new Change(Change.Kind.CHANGED, rule.name(), move, keys, state(old, rule)));
    }
  }

  private static Map<String, String[]> keys(Map<String, String> old, Map<String, String> now) {
    Map<String, String[]> differing = new LinkedHashMap<>();
    Set<String> all = new LinkedHashSet<>(old.keySet());
    all.addAll(now.keySet());
    for (String key : all) {
      String one = old.get(key);
      String other = now.get(key);
      if (one == null || !one.equals(other)) {
        differing.put(key, new String[] {one, other});
      }
    }
    return differing;
  }

  private static String state(Rule old, Rule rule) {
    String broken = Edit.breaks(old, rule);
    if (broken != null) {
      return ANEW + ", for " + broken + " differs: breakers close, counts and budgets are lost";
    }
    List<String> lost = new ArrayList<>();
    if (rule.breaker() != null && !new Prospects(rule.breaker()).keepsWindowOf(old.breaker())) {
      lost.add("the breaker's window " + ANEW);
    }
    if (rule.fault() != null && !rule.fault().equals(old.fault())) {
      lost.add("the drill " + ANEW);
    }
    if (old.fallback().lastGood() != null && rule.fallback().lastGood() == null) {
      lost.add("kept responses are dropped");
    }
    String goesOn = "goes on with its breakers, counts and calls under way";
    return lost.isEmpty() ? goesOn : goesOn + "; " + String.join("; ", lost);
  }

  private static Rule named(RuleSet rules, String name) {
    for (Rule rule : rules.rules()) {
      if (rule.name().equals(name)) {
        return rule;
      }
    }
    return null;
  }

  /** From 1, by name. */
  private static Map<String, Integer> places(RuleSet rules) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (Rule rule : rules.rules()) {
      places.put(rule.name(), places.size() + 1);
    }
    return places;
  }

  /** As few of the rules of both as explain the order of the new one. */
  private Set<String> moved() {
    List<String> names = new ArrayList<>();
    for (Rule rule : after.rules()) {
      if (was.containsKey(rule.name())) {
        names.add(rule.name());
      }
    }
    Set<String> moved = new LinkedHashSet<>(names);
    moved.removeAll(longestInOrder(names));
    return moved;
  }

  private List<String> longestInOrder(List<String> names) {
    int[] length = new int[names.size()];
    int[] from = new int[names.size()];
    int last = -1;
    for (int i = 0; i < names.size(); i++) {
      from[i] = -1;
      for (int j = 0; j < i; j++) {
        boolean inOrder = was.get(names.get(j)) < was.get(names.get(i));
        if (inOrder && length[j] >= length[i]) {
          length[i] = length[j] + 1;
          from[i] = j;
        }
      }
      last = last < 0 || length[i] > length[last] ? i : last;
    }
    List<String> longest = new ArrayList<>();
    for (int i = last; i >= 0; i = from[i]) {
      longest.add(names.get(i));
    }
    return longest;
  }

  private String move(Rule rule) {
    String name = rule.name();
    StringBuilder text = new StringBuilder("from place " + was.get(name) + " to " + is.get(name));
    for (Rule other : after.rules()) {
      Integer otherWas = was.get(other.name());
      if (otherWas != null && !other.name().equals(name)) {
        boolean isFirst = is.get(name) < is.get(other.name());
        if (was.get(name) < otherWas != isFirst && rule.match().meets(other.match())) {
          text.append(isFirst ? "; now before '" : "; now behind '").append(other.name());
          text.append("', which matches some of its calls");
        }
      }
    }
    return text.toString();
  }
}
