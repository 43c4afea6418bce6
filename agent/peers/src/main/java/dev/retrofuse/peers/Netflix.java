package dev.retrofuse.peers;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import java.util.HashMap;
import java.util.Map;

/** Netflix's concurrency-limits in virtual time. */
public final class Netflix implements AnyLimit {
  public static final String NAME = "concurrency-limits";

  private final SimpleLimiter<Void> limiter;
  private final Map<Long, Limiter.Listener> underWay = new HashMap<>();
  private long permits;

  public Netflix(Limit limit, VirtualClock clock) {
    limiter = SimpleLimiter.newBuilder().limit(limit).nanoClock(clock).build();
  }

  @Override
  public long acquire() {
    return limiter.acquire(null).map(this::begun).orElse(-1L);
  }

  private long begun(Limiter.Listener listener) {
    underWay.put(++permits, listener);
    return permits;
  }

  @Override
  public void end(long permit, boolean dropped) {
    Limiter.Listener listener = underWay.remove(permit);
    if (dropped) {
      listener.onDropped();
    } else {
      listener.onSuccess();
    }
  }

  @Override
  public int limit() {
    return limiter.getLimit();
  }
}
