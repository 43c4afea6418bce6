package dev.retrofuse.rehearsal;

import dev.retrofuse.engine.Ticker;
import java.util.Random;

/** A clock that stands until it is put forward, and chance that is the same each time. */
public final class VirtualTime implements Ticker {
  private static final long SEED = 42;

  /** Random numbers of seeds that are close to each other begin alike. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Random random;
  private long now;
  private long held;

  public VirtualTime() {
    this(0);
  }

  /** With chance that differs from that of other numbers. */
  VirtualTime(int number) {
    random = new Random(SEED + number * SPREAD);
  }

  @Override
  public long nanos() {
    return now;
  }

  /** Others go on meanwhile: who is to sleep asks by {@link #takeHeld}. */
  @Override
  public boolean sleep(long nanos) {
    held += nanos;
    return true;
  }

  /** How long somebody was to sleep since it was last asked, in nanoseconds. */
  long takeHeld() {
    long taken = held;
    held = 0;
    return taken;
  }

  @Override
  public double chance() {
    return random.nextDouble();
  }

  /** Never goes back. */
  public void putTo(long nanos) {
    now = Math.max(now, nanos);
  }
}
