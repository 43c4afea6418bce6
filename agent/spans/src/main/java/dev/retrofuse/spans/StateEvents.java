package dev.retrofuse.spans;

import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.Refusal;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseThread;

/** Notes a breaker's change of state on the span of the call that brought it about. */
public final class StateEvents implements Events {
  private final Events events;

  /**
   * @param events who is told as well
   */
  public StateEvents(Events events) {
    this.events = events;
  }

  @Override
  public void stateChanged(StateChange change) {
    events.stateChanged(change);
    RetrofuseSpan span = RetrofuseThread.current().span;
    if (span != null) {
      span.event(
          "retrofuse.breaker.state",
          "retrofuse.rule",
          change.rule(),
          "retrofuse.key",
          change.key(),
          "retrofuse.breaker.from",
          change.from().word(),
          "retrofuse.breaker.to",
          change.to().word(),
          "retrofuse.breaker.reason",
          change.why());
    }
  }

  @Override
  public void note(String place, String text) {
    events.note(place, text);
  }

  @Override
  public void told(String text) {
    events.told(text);
  }

  @Override
  public boolean watchesCalls() {
    return events.watchesCalls();
  }

  @Override
  public void refused(Refusal refusal) {
    events.refused(refusal);
  }

  @Override
  public void slow(String rule, String key, long nanos) {
    events.slow(rule, key, nanos);
  }
}
