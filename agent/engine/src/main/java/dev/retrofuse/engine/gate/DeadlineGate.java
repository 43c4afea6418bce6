package dev.retrofuse.engine.gate;

import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.engine.timeout.Times;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.waist.RetrofuseThread;

/** No call that nobody will wait for. */
public final class DeadlineGate extends Gate {
  private final Times times;

  DeadlineGate(long now) {
    super(Policy.DEADLINE);
    times = new Times(now);
  }

  /** How long the calls of this key take. */
  public Times times() {
    return times;
  }

  @Override
  public boolean tryEnter(long now, double share) {
    long deadline = RetrofuseThread.current().deadline();
    return deadline == 0 || times.allows(deadline - now, now);
  }

  @Override
  public void leave(Outcome outcome, long nanos, long now) {
    throw new IllegalStateException("a deadline holds nothing");
  }

  @Override
  public String refusal() {
    return "its caller waits no longer, or not as long as most such calls take (deadline)";
  }
}
