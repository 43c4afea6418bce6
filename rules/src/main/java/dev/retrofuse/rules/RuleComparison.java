package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rules came, went and moved between two rule sets, and which keys say something else. */
public final class RuleComparison {
  /** Rules as texts by key, such as {@code breaker.minimum-calls}. */
  public interface Spelling {
    /**
     * What a rule says.
     *
     * @param place in the rule set, from 0
     */
    Map<String, String> ofRule(RuleSet rules, int place);

    /** What stands beside the rules. */
    Map<String, String> ofFile(RuleSet rules);
  }

  private final RuleSet before;
  private final RuleSet after;
  private final Spelling spelling;
  private final Map<String, Integer> was;
  private final Map<String, Integer> is;

  public RuleComparison(RuleSet before, RuleSet after, Spelling spelling) {
    this.before = before;
    this.after = after;
    this.spelling = spelling;
    was = places(before);
    is = places(after);
  }

  private static Map<String, Integer> places(RuleSet rules) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (Rule rule : rules.rules()) {
      places.put(rule.name(), places.size());
    }
    return places;
  }

  /** The rule of that name before; null for none. */
  public Rule before(String name) {
    return was.containsKey(name) ? before.rules().get(was.get(name)) : null;
  }

  /** The place of that rule before, from 0; null for none. */
  public Integer placeBefore(String name) {
    return was.get(name);
  }

  /** The place of that rule now, from 0; null for none. */
  public Integer placeAfter(String name) {
    return is.get(name);
  }

  /** The rules that are only in the later one. */
  public List<Rule> added() {
    return without(after, was);
  }

  /** The rules that are only in the earlier one. */
  public List<Rule> removed() {
    return without(before, is);
  }

  private static List<Rule> without(RuleSet rules, Map<String, Integer> others) {
    List<Rule> found = new ArrayList<>(rules.rules());
    found.removeIf(rule -> others.containsKey(rule.name()));
    return found;
  }

  /**
   * The old and the new value of each key of a rule that differs; null for one that is not there.
   */
  public Map<String, String[]> keys(String name) {
    return differing(keysOf(before, was.get(name)), keysOf(after, is.get(name)));
  }

  private Map<String, String> keysOf(RuleSet rules, Integer place) {
    return place == null ? new LinkedHashMap<>() : spelling.ofRule(rules, place);
  }

  /** The same of what stands beside the rules. */
  public Map<String, String[]> fileKeys() {
    return differing(spelling.ofFile(before), spelling.ofFile(after));
  }

  private static Map<String, String[]> differing(Map<String, String> old, Map<String, String> now) {
    Map<String, String[]> differing = new LinkedHashMap<>();
    Set<String> all = new LinkedHashSet<>(old.keySet());
    all.addAll(now.keySet());
    for (String key : all) {
      if (!Match.same(old.get(key), now.get(key))) {
        differing.put(key, new String[] {old.get(key), now.get(key)});
      }
    }
    return differing;
  }

  /** As few of the rules of both as explain the order of the later one. */
  public Set<String> moved() {
    List<String> names = new ArrayList<>(is.keySet());
    names.removeIf(name -> !was.containsKey(name));
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
}
