package dev.retrofuse.instrumentation.jdbc;

import java.util.concurrent.locks.LockSupport;

/** A function for H2, which has none that takes its time. */
public final class Doze {
  private Doze() {}

  /** Takes a tenth of a millisecond or a little more. */
  public static int doze(int value) {
    LockSupport.parkNanos(100_000);
    return value;
  }
}
