package dev.retrofuse.review;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What differs of one rule between two rule sets, or of what a file says beside its rules. */
public final class Change {
  /** What became of it. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  private final Kind kind;
  private final String rule;
  private final String moved;
  private final Map<String, String[]> keys;
  private final String state;

  /**
   * @param rule null for what stands beside the rules
   * @param moved empty when it was not
   * @param keys old and new, each null where the key is not there
   */
  Change(Kind kind, String rule, String moved, Map<String, String[]> keys, String state) {
    this.kind = kind;
    this.rule = rule;
    this.moved = moved;
    this.keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    this.state = state;
  }

  public Kind kind() {
    return kind;
  }

  /** Its name; null for what a file says beside its rules. */
  public String rule() {
    return rule;
  }

  /** {@code from place 2 to 1, before 'payments', which matches some of its calls}, or empty. */
  public String moved() {
    return moved;
  }

  /** The old and the new value of each key that differs; null for one that is not there. */
  public Map<String, String[]> keys() {
    return keys;
  }

  /** What becomes of its breakers and counts; empty for what has none. */
  public String state() {
    return state;
  }
}
