package dev.retrofuse.rehearsal;

import dev.retrofuse.engine.Ticker;
import java.util.Random;

/** A clock that stands until it is put forward, and chance that is the same each time. */
public final class VirtualTime implements Ticker {
  private static final long SEED = 42;

  private final Random random = new Random(SEED);
  private long now;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public boolean sleep(long nanos) {
    now += nanos;
    return true;
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
