package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.breaker.Transition;
import dev.retrofuse.rules.Mode;

/** A breaker's change of state, with all that a log line says of it. Immutable. */
public final class StateChange {
  private final String rule;
  private final String key;
  private final Mode mode;
  private final Transition transition;
  private final long refused;
  private final long wouldRefuse;
  private final long atMillis;

  StateChange(Circuit circuit, String key, Transition transition, long atMillis) {
    rule = circuit.rule();
    this.key = key;
    mode = circuit.mode();
    refused = circuit.counts().refused();
    wouldRefuse = circuit.counts().wouldRefuse();
    this.transition = transition;
    this.atMillis = atMillis;
  }

  public String rule() {
    return rule;
  }

  public String key() {
    return key;
  }

  /** In observe mode nothing is refused, whatever the state. */
  public Mode mode() {
    return mode;
  }

  public CircuitState from() {
    return transition.from();
  }

  public CircuitState to() {
    return transition.to();
  }

  /** In words, with the figures. */
  public String why() {
    return transition.why();
  }

  /** Calls in the window, or trial calls that have ended. */
  public long calls() {
    return transition.calls();
  }

  public long failures() {
    return transition.failures();
  }

  public long slow() {
    return transition.slow();
  }

  /** Calls refused since the agent came. */
  public long refused() {
    return refused;
  }

  /** Calls that observe mode has let through since the agent came, though the state said no. */
  public long wouldRefuse() {
    return wouldRefuse;
  }

  /** When, in milliseconds since 1970. */
  public long atMillis() {
    return atMillis;
  }

  /** Since when the state that ended had lasted, in milliseconds since 1970. */
  public long sinceMillis() {
    return atMillis - transition.lastedNanos() / 1_000_000;
  }

  /** Until when calls are refused, in milliseconds since 1970; 0 unless the breaker opened. */
  public long untilMillis() {
    long wait = transition.waitNanos();
    return wait == 0 ? 0 : atMillis + wait / 1_000_000;
  }

  /** One line for a log: what changed, why, and what happens until when. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(200);
    line.append("rule '").append(rule).append("' ").append(key).append(": ");
    line.append(from().word()).append(" since ").append(UtcTime.text(sinceMillis()));
    line.append(", now ").append(to().word()).append(": ").append(why());
    line.append("; calls ").append(calls()).append(", failures ").append(failures());
    line.append(", slow ").append(slow());
    appendRefusals(line);
    return line.toString();
  }

  private void appendRefusals(StringBuilder line) {
    boolean observed = mode == Mode.OBSERVE;
    line.append(observed ? ", would have refused " : ", refused ");
    line.append(observed ? wouldRefuse : refused).append(" so far");
    if (untilMillis() > 0) {
      line.append(observed ? "; observe mode: would refuse until " : "; refuses until ");
      line.append(UtcTime.text(untilMillis()));
    }
  }
}
