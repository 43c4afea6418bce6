package dev.retrofuse.peers;

import dev.retrofuse.engine.limit.ConcurrencyLimit;
import dev.retrofuse.engine.limit.LimitAlgorithm;
import java.util.function.LongSupplier;

/** Retrofuse's adaptive concurrency limit; its permits are the times at which calls began. */
public final class RetrofuseLimit implements AnyLimit {
  private final ConcurrencyLimit limit;
  private final LongSupplier nanos;

  public RetrofuseLimit(int initial, LongSupplier nanos) {
    this.nanos = nanos;
    limit = new ConcurrencyLimit(LimitAlgorithm.AIMD, initial, 2, 1_000, nanos.getAsLong());
  }

  @Override
  public long acquire() {
    return limit.tryEnter() ? nanos.getAsLong() : -1;
  }

  @Override
  public void end(long permit, boolean dropped) {
    if (permit >= 0) {
      limit.leave(nanos.getAsLong() - permit, dropped, nanos.getAsLong());
    }
  }

  @Override
  public int limit() {
    return limit.limit();
  }
}
