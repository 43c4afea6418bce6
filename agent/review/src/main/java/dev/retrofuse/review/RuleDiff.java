package dev.retrofuse.review;

import dev.retrofuse.engine.Edit;
import dev.retrofuse.engine.breaker.Prospects;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleComparison;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.RuleWriter;
import dev.retrofuse.rules.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a rule set says that another one does not, whatever their files look like. */
public final class RuleDiff {
  private static final String ANEW = "begins anew";

  private final RuleSet after;
  private final RuleComparison comparison;

  /**
   * @param secret hides what the reader must not see; values that it makes alike are the same
   */
  public RuleDiff(RuleSet before, RuleSet after, Secret secret) {
    this.after = after;
    comparison = new RuleComparison(before, after, new Meant(new RuleWriter(secret)));
  }

  /** Empty when both do the same. First what is said beside the rules, then rule by rule. */
  public List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    Map<String, String[]> top = comparison.fileKeys();
    if (!top.isEmpty()) {
      changes.add(new Change(Change.Kind.CHANGED, null, "", top, ""));
    }
    for (Rule rule : comparison.removed()) {
      changes.add(of(Change.Kind.REMOVED, rule, "its state is lost" + messages(rule)));
    }
    Set<String> moved = comparison.moved();
    for (Rule rule : after.rules()) {
      Rule old = comparison.before(rule.name());
      if (old == null) {
        changes.add(of(Change.Kind.ADDED, rule, ANEW));
      } else {
        add(changes, old, rule, moved.contains(rule.name()) ? move(rule) : "");
      }
    }
    return changes;
  }

  private Change of(Change.Kind kind, Rule rule, String state) {
    Map<String, String[]> all = comparison.keys(rule.name());
    all.remove("name");
    return new Change(kind, rule.name(), "", all, state);
  }

  private static String messages(Rule rule) {
    return rule.fallback().spool() == null ? "" : "; messages that it keeps stay in their folder";
  }

  private void add(List<Change> changes, Rule old, Rule rule, String move) {
    Map<String, String[]> keys = comparison.keys(rule.name());
    if (!keys.isEmpty() || !move.isEmpty()) {
      changes.add(new Change(Change.Kind.CHANGED, rule.name(), move, keys, state(old, rule)));
    }
  }

  private static String state(Rule old, Rule rule) {
    String broken = Edit.breaks(old, rule);
    if (broken != null) {
      return ANEW + ", for " + broken + " differs: breakers close, counts and budgets are lost";
    }
    List<String> lost = new ArrayList<>();
    if (old.breaker() != null && rule.breaker() == null) {
      lost.add("its breakers go");
    } else if (old.breaker() != null
        && !new Prospects(rule.breaker()).keepsWindowOf(old.breaker())) {
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

  private String move(Rule rule) {
    String name = rule.name();
    int was = comparison.placeBefore(name);
    int is = comparison.placeAfter(name);
    StringBuilder text = new StringBuilder("from place " + (was + 1) + " to " + (is + 1));
    for (Rule other : after.rules()) {
      Integer otherWas = comparison.placeBefore(other.name());
      if (otherWas != null && !other.name().equals(name)) {
        boolean isFirst = is < comparison.placeAfter(other.name());
        if (was < otherWas != isFirst && rule.match().meets(other.match())) {
          text.append(isFirst ? "; now before '" : "; now behind '").append(other.name());
          text.append("', which matches some of its calls");
        }
      }
    }
    return text.toString();
  }

  /** By what it means, however it is written. */
  private static final class Meant implements RuleComparison.Spelling {
    private final RuleWriter writer;

    Meant(RuleWriter writer) {
      this.writer = writer;
    }

    @Override
    public Map<String, String> ofRule(RuleSet rules, int place) {
      return writer.keys(rules.rules().get(place));
    }

    @Override
    public Map<String, String> ofFile(RuleSet rules) {
      return writer.topKeys(rules);
    }
  }
}
