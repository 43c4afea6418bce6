package dev.retrofuse.engine;

import dev.retrofuse.engine.gate.DeadlineGate;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.engine.retry.Retries;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.waist.RetrofuseThread;

/** Whether a call of a guard is made again, and after which wait. */
final class RetryChoice {
  private final Retries retries;
  private final KeyState state;
  private final Admission admission;
  private final boolean acts;
  private final boolean heedsDeadline;

  RetryChoice(KeyState state, Admission admission, Rule rule) {
    this.state = state;
    this.admission = admission;
    retries = state.retries();
    acts = !rule.observed().contains(Policy.RETRY);
    heedsDeadline = !rule.observed().contains(Policy.DEADLINE);
  }

  /** Whether an answer with this status may be asked for again; 0 for a call without an answer. */
  boolean mayFollow(int status) {
    return retries != null && retries.mayFollow(status);
  }

  /** A try has ended. */
  void ended(int tries, Outcome outcome) {
    if (retries != null && outcome.isJudged() && !outcome.isBad()) {
      retries.answered(tries);
    }
  }

  /**
   * As {@link Retries#next}.
   *
   * @param enforced whether policies act upon this call
   */
  long next(int tries, int nature, String retryAfter, boolean enforced) {
    long now = state.ticker().nanos();
    if (state.gates().sheds(now)) {
      return Retries.NONE;
    }
    long refused = admission.retriesBarredNanos();
    double chance = state.ticker().chance();
    return retries.next(
        tries, nature, retryAfter, refused, longestWait(now), chance, enforced && acts, now);
  }

  /** After which a try as long as most are would still end before the deadline. */
  private long longestWait(long now) {
    long deadline = heedsDeadline ? RetrofuseThread.current().deadline() : 0;
    DeadlineGate gate = state.gates().deadline();
    long usual = gate == null ? 0 : gate.times().median(now);
    return deadline == 0 ? Long.MAX_VALUE : deadline - now - usual;
  }
}
