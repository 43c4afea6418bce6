package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.breaker.Permit;
import dev.retrofuse.engine.limit.WaitingLine;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.waist.RetrofuseThread;

/** No wait for a pool's connection that will hardly end within the time-out or the deadline. */
final class WaitGate extends Gate {
  private final WaitingLine line;
  private final long limit;
  private final boolean heedsDeadline;

  /**
   * @param rule with a time-out
   * @param line of one pool, which outlives an edit of the rule
   * @param tally of all pools
   */
  WaitGate(Rule rule, WaitingLine line, Tally tally) {
    super(Policy.TIME_OUT, Permit.flag(4), tally);
    this.line = line;
    long call = rule.limits().timeOut().callNanos();
    limit = call == 0 ? Long.MAX_VALUE : call;
    heedsDeadline = !rule.observed().contains(Policy.DEADLINE);
    observe(rule.observed().contains(Policy.TIME_OUT));
  }

  @Override
  public boolean tryEnter(long now, double share) {
    long deadline = heedsDeadline ? RetrofuseThread.current().deadline() : 0;
    return line.tryEnter(deadline == 0 ? limit : Math.min(limit, deadline - now), now);
  }

  @Override
  public void leave(Outcome outcome, long nanos, long now) {
    if (outcome == Outcome.SUCCESS) {
      line.served(nanos, now);
    } else {
      line.left();
    }
  }

  @Override
  public String refusal() {
    return "those who wait for a connection already would take longer than it may (time-out)";
  }
}
