package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.limit.WaitingLine;
import dev.retrofuse.rules.Limits;
import dev.retrofuse.rules.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The gates of one key of a rule, in the order of {@link dev.retrofuse.rules.Policy}: what a call
 * takes for good comes first, what learns from calls last, so that it sees only those that are
 * made.
 */
public final class Gates {
  private static final Gate[] NONE = {};

  private final DeadlineGate deadline;
  private final RateLimitGate rateLimit;
  private final BulkheadGate bulkhead;
  private final ConcurrencyLimitGate concurrencyLimit;
  private final ThrottleGate throttle;
  private final Gate[] inOrder;
  private final Gate.Tally waits = new Gate.Tally();

  /**
   * @param chance numbers in [0, 1)
   */
  public Gates(Rule rule, long now, DoubleSupplier chance) {
    Limits limits = rule.limits();
    List<Gate> gates = new ArrayList<>();
    deadline = add(gates, limits.timeOut() == null ? null : new DeadlineGate(now));
    rateLimit =
        add(gates, limits.rateLimit() == null ? null : new RateLimitGate(limits.rateLimit(), now));
    bulkhead =
        add(
            gates,
            limits.bulkhead() == null ? null : new BulkheadGate(limits.bulkhead().maxConcurrent()));
    concurrencyLimit =
        add(
            gates,
            limits.concurrencyLimit() == null
                ? null
                : new ConcurrencyLimitGate(limits.concurrencyLimit(), now));
    throttle =
        add(
            gates,
            limits.throttle() == null ? null : new ThrottleGate(limits.throttle(), now, chance));
    inOrder = gates.toArray(NONE);
    observe(rule);
  }

  private static <G extends Gate> G add(List<Gate> gates, G gate) {
    if (gate != null) {
      gates.add(gate);
    }
    return gate;
  }

  /** Goes on under a rule that has the same policies with other figures. */
  public void configure(Rule rule, long now) {
    Limits limits = rule.limits();
    if (rateLimit != null) {
      rateLimit.configure(limits.rateLimit(), now);
    }
    if (bulkhead != null) {
      bulkhead.configure(limits.bulkhead().maxConcurrent());
    }
    if (concurrencyLimit != null) {
      concurrencyLimit.configure(limits.concurrencyLimit());
    }
    if (throttle != null) {
      throttle.configure(limits.throttle(), now);
    }
    observe(rule);
  }

  private void observe(Rule rule) {
    for (Gate gate : inOrder) {
      gate.observe(rule.observed().contains(gate.policy()));
    }
  }

  /** Null without a time-out. */
  public DeadlineGate deadline() {
    return deadline;
  }

  /** In the order in which a call passes them. Not to be changed. */
  public Gate[] inOrder() {
    return inOrder;
  }

  /**
   * Those of waits for a connection of one pool, with the last one only for these: under a rule
   * with a time-out nobody joins a line that is too long for it.
   *
   * @param line of that pool
   */
  public Gate[] ofPool(Rule rule, WaitingLine line) {
    if (deadline == null) {
      return inOrder;
    }
    Gate[] gates = Arrays.copyOf(inOrder, inOrder.length + 1);
    gates[inOrder.length] = new WaitGate(rule, line, waits);
    return gates;
  }

  /** What {@link WaitGate}s refused. */
  public Gate.Tally waits() {
    return waits;
  }

  /** Whether the throttle refuses some calls now, so that none should be made twice. */
  public boolean sheds(long now) {
    return throttle != null && !throttle.observes() && throttle.sheds(now);
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
