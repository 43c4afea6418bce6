package dev.retrofuse.trace;

import java.util.concurrent.atomic.AtomicLong;

/** What became of inbound headers that were not taken. */
public final class TraceCounts {
  private final AtomicLong untrusted = new AtomicLong();
  private final AtomicLong invalid = new AtomicLong();

  void untrusted() {
    untrusted.incrementAndGet();
  }

  void invalid() {
    invalid.incrementAndGet();
  }

  /** Requests and messages that came from where the rules do not take context from. */
  public long ofUntrusted() {
    return untrusted.get();
  }

  /** Those whose headers were malformed or too long, in all or in part. */
  public long ofInvalid() {
    return invalid.get();
  }
}
