package dev.retrofuse.engine.gate;

import dev.retrofuse.rules.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * The gates of one key of a rule. They stand in one order for all: what costs nothing to give back
 * comes first, and what learns from calls comes last, so that it sees only those that are made.
 */
public final class Gates {
  private static final Gate[] NONE = {};

  private final BulkheadGate bulkhead;
  private final Gate[] inOrder;

  public Gates(Rule rule) {
    List<Gate> gates = new ArrayList<>();
    bulkhead = rule.bulkhead() == null ? null : new BulkheadGate(rule.bulkhead().maxConcurrent());
    add(gates, bulkhead);
    inOrder = gates.toArray(NONE);
  }

  private static void add(List<Gate> gates, Gate gate) {
    if (gate != null) {
      gates.add(gate);
    }
  }

  /** Goes on under a rule that has the same policies with other figures. */
  public void configure(Rule rule) {
    if (bulkhead != null) {
      bulkhead.configure(rule.bulkhead().maxConcurrent());
    }
  }

  /** In the order in which a call passes them. Not to be changed. */
  public Gate[] inOrder() {
    return inOrder;
  }

  /** Calls that hold a place in the bulkhead; 0 without one. */
  public int concurrent() {
    return bulkhead == null ? 0 : bulkhead.bulkhead().concurrent();
  }

  /** 0 without a bulkhead. */
  public int maxConcurrent() {
    return bulkhead == null ? 0 : bulkhead.bulkhead().maxConcurrent();
  }
}
