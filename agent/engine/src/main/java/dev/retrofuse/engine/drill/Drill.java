package dev.retrofuse.engine.drill;

import dev.retrofuse.engine.Ticker;
import dev.retrofuse.engine.breaker.Texts;
import dev.retrofuse.rules.Durations;
import dev.retrofuse.rules.Fault;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Strikes calls of a rule for a drill, from when the rule came into force and for a limited time.
 */
public final class Drill {
  private final Fault fault;
  private final Ticker ticker;
  private final long began;
  private final LongAdder struck = new LongAdder();
  private final LongAdder wouldStrike = new LongAdder();

  public Drill(Fault fault, Ticker ticker) {
    this.fault = fault;
    this.ticker = ticker;
    began = ticker.nanos();
  }

  /** Whether it goes on when a rule with this fault takes the place of its own. */
  public boolean isOf(Fault other) {
    return fault.equals(other);
  }

  private boolean isOver() {
    return leftNanos() <= 0;
  }

  private long leftNanos() {
    return fault.lastsNanos() - (ticker.nanos() - began);
  }

  /**
   * Holds up a struck call, for as long as it may take at most.
   *
   * @param most nanoseconds; 0 for no limit
   * @return what becomes of it now
   */
  public Blow strike(long most) {
    if (!strikes()) {
      return Blow.NONE;
    }
    struck.increment();
    boolean tooLong = most > 0 && fault.delayNanos() >= most;
    long held = tooLong ? most : fault.delayNanos();
    if (held > 0) {
      ticker.sleep(held);
    }
    return tooLong ? Blow.TIME_OUT : blow();
  }

  private boolean strikes() {
    return ticker.chance() < fault.share() && !isOver();
  }

  /** Counts a call that it would strike if policies acted upon it. */
  public void suppose() {
    if (strikes()) {
      wouldStrike.increment();
    }
  }

  private Blow blow() {
    switch (fault.end()) {
      case FAIL:
        return Blow.FAILURE;
      case ABORT:
        return Blow.ABORT;
      default:
        return Blow.NONE;
    }
  }

  /** How far it has come. */
  public DrillStatus status() {
    return new DrillStatus(
        fault.share(),
        TimeUnit.NANOSECONDS.toMillis(fault.delayNanos()),
        fault.fails(),
        TimeUnit.NANOSECONDS.toMillis(Math.max(0, leftNanos())),
        struck.sum(),
        wouldStrike.sum());
  }

  /** In words: {@code a drill strikes 10% of the calls for 5m}. */
  @Override
  public String toString() {
    return "a drill strikes "
        + Texts.percent(fault.share())
        + " of its calls for "
        + Durations.text(fault.lastsNanos())
        + ": "
        + (fault.delayNanos() > 0 ? "they wait " + Durations.text(fault.delayNanos()) : "")
        + (fault.delayNanos() > 0 && fault.fails() ? " and " : "")
        + (!fault.fails() ? "" : blow() == Blow.ABORT ? "they lose their connection" : "they fail");
  }
}
