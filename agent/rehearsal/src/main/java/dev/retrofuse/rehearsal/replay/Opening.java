package dev.retrofuse.rehearsal.replay;

import dev.retrofuse.rehearsal.StateAt;

/** A breaker that would have opened, until it would have been closed again. */
public final class Opening {
  private final StateAt opened;
  private final long lastNanos;
  private StateAt closed;

  /**
   * @param lastNanos when the recording ended
   */
  Opening(StateAt opened, long lastNanos) {
    this.opened = opened;
    this.lastNanos = lastNanos;
  }

  boolean isOf(String key) {
    return closed == null && opened.key().equals(key);
  }

  void closed(StateAt change) {
    closed = change;
  }

  /** Of the breaker: that of the rule, or of one of the calls that it tells apart. */
  public String key() {
    return opened.key();
  }

  /** Since the recording began. */
  public long atMillis() {
    return opened.millis();
  }

  /** Half-open times are part of it; up to the recording's end where it did not close. */
  public long forMillis() {
    return Math.max(0, (closed == null ? lastNanos / 1_000_000 : closed.millis()) - atMillis());
  }

  public boolean closedAgain() {
    return closed != null;
  }

  /** In words, with the figures. */
  public String why() {
    return opened.why();
  }
}
