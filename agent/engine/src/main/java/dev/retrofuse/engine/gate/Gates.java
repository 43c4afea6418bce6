package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.limit.WaitingLine;
import dev.retrofuse.rules.Bulkhead;
import dev.retrofuse.rules.ConcurrencyLimit;
import dev.retrofuse.rules.Limits;
import dev.retrofuse.rules.RateLimit;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.Throttle;
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
  private static final Gates NOTHING = new Gates();

  private final DeadlineGate deadline;
  private final RateLimitGate rateLimit;
  private final BulkheadGate bulkhead;
  private final ConcurrencyLimitGate concurrencyLimit;
  private final ThrottleGate throttle;
  private final Gate[] inOrder;
  private final Gate.Tally waits;

  /**
   * @param before the gates that go on with other figures where the rule still has them; null for
   *     none
   * @param now monotonic nanoseconds
   * @param chance numbers in [0, 1)
   */
  public Gates(Rule rule, Gates before, long now, DoubleSupplier chance) {
    Limits limits = rule.limits();
    Gates known = before == null ? NOTHING : before;
    deadline = limits.timeOut() == null ? null : known.deadlineOr(now);
    rateLimit = known.with(limits.rateLimit(), now);
    bulkhead = known.with(limits.bulkhead());
    concurrencyLimit = known.with(limits.concurrencyLimit(), now);
    throttle = known.with(limits.throttle(), now, chance);
    waits = before == null ? new Gate.Tally() : before.waits;
    inOrder = present(deadline, rateLimit, bulkhead, concurrencyLimit, throttle);
    observe(rule);
  }

  private Gates() {
    deadline = null;
    rateLimit = null;
    bulkhead = null;
    concurrencyLimit = null;
    throttle = null;
    waits = null;
    inOrder = NONE;
  }

  private DeadlineGate deadlineOr(long now) {
    return deadline == null ? new DeadlineGate(now) : deadline;
  }

  private RateLimitGate with(RateLimit figures, long now) {
    if (figures == null || rateLimit == null) {
      return figures == null ? null : new RateLimitGate(figures, now);
    }
    rateLimit.configure(figures, now);
    return rateLimit;
  }

  private BulkheadGate with(Bulkhead figures) {
    if (figures == null || bulkhead == null) {
      return figures == null ? null : new BulkheadGate(figures.maxConcurrent());
    }
    bulkhead.configure(figures.maxConcurrent());
    return bulkhead;
  }

  private ConcurrencyLimitGate with(ConcurrencyLimit figures, long now) {
    if (figures == null || concurrencyLimit == null) {
      return figures == null ? null : new ConcurrencyLimitGate(figures, now);
    }
    concurrencyLimit.configure(figures);
    return concurrencyLimit;
  }

  private ThrottleGate with(Throttle figures, long now, DoubleSupplier chance) {
    if (figures == null || throttle == null) {
      return figures == null ? null : new ThrottleGate(figures, now, chance);
    }
    throttle.configure(figures, now);
    return throttle;
  }

  private static Gate[] present(Gate... gates) {
    List<Gate> present = new ArrayList<>();
    for (Gate gate : gates) {
      if (gate != null) {
        present.add(gate);
      }
    }
    return present.toArray(NONE);
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
