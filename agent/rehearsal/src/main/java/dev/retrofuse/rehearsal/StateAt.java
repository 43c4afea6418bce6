package dev.retrofuse.rehearsal;

import dev.retrofuse.engine.StateChange;
import java.util.Locale;

/** A breaker's change of state, at a time on the clock of a test or a replay. Immutable. */
public final class StateAt {
  private final long nanos;
  private final StateChange change;

  StateAt(long nanos, StateChange change) {
    this.nanos = nanos;
    this.change = change;
  }

  boolean isOf(String rule, String key) {
    return change.rule().equals(rule) && change.key().equals(key);
  }

  /** Since it began. */
  public long nanos() {
    return nanos;
  }

  /** Since the test began. */
  public long millis() {
    return nanos / 1_000_000;
  }

  public String rule() {
    return change.rule();
  }

  public String key() {
    return change.key();
  }

  public String from() {
    return change.from().word();
  }

  public String to() {
    return change.to().word();
  }

  /** In words, with the figures. */
  public String why() {
    return change.why();
  }

  /** One line, which begins with the time in seconds. */
  @Override
  public String toString() {
    String at = String.format(Locale.ROOT, "%8.3fs", millis() / 1000.0);
    return at + "  '" + rule() + "' " + key() + ": " + from() + " -> " + to() + ": " + why();
  }
}
