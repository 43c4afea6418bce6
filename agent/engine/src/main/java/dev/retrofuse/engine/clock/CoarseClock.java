package dev.retrofuse.engine.clock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The time of an exact clock, stored once a millisecond while so many calls ask for it that the
 * thread that stores it costs less than they would; otherwise the exact clock itself.
 */
public final class CoarseClock implements LongSupplier {
  /*
   * A stored time can be old: the thread that stores it waits for a processor, or the JVM stood still. So who
   * asks often looks at the exact clock now and then, and where the stored time is too old everybody goes
   * back to the exact clock for a while. A breaker looks once in 128 calls, so that it takes in no more than
   * so many at a wrong time. A late time makes calls seem no longer than they were, but for those that are under
   * way when it is mended: they are at most as many as there are threads, and seem as long as the clock was late.
   *
   * The thread itself ends each period with 0, after its last store, so that no time stays behind.
   */

  /** How many calls a breaker takes in between two looks; a power of two. */
  public static final int CALLS_PER_LOOK = 128;

  /** Less exact durations than this one are not to be measured with it. */
  public static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A time older than that is late. */
  static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** After a late time the exact clock is read for so long. */
  static final long BARRED_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * From so many calls a second on it pays, and as long as they are not fewer than the lower bound.
   */
  static final double PAYS_FROM = 500_000;

  static final double PAYS_UNTIL = 350_000;

  private final LongSupplier exact;
  private final AtomicLong looks = new AtomicLong();
  private volatile long stored;
  private volatile boolean late;
  private TickerThread thread;
  private long looksBefore;
  private long secondBegan;
  private long barredSince;

  /**
   * @param exact monotonic nanoseconds
   */
  public CoarseClock(LongSupplier exact) {
    this.exact = exact;
    secondBegan = exact.getAsLong();
    barredSince = secondBegan - BARRED_NANOS;
  }

  @Override
  public long getAsLong() {
    long time = stored;
    return time == 0 ? exact.getAsLong() : time;
  }

  /** To be called once in {@link #CALLS_PER_LOOK} calls: counts them, and notices a late time. */
  public void look() {
    looks.incrementAndGet();
    long time = stored;
    if (time != 0 && exact.getAsLong() - time > LATE_NANOS) {
      late = true;
      stored = 0;
    }
  }

  /** Begins or ends ticking by the calls since the last time; on a thread of the agent's. */
  public synchronized void everySecond() {
    long now = exact.getAsLong();
    long looked = looks.get();
    double rate = (looked - looksBefore) * CALLS_PER_LOOK * 1e9 / Math.max(1, now - secondBegan);
    looksBefore = looked;
    secondBegan = now;
    if (thread != null && late) {
      stop();
      barredSince = now;
    } else if (thread != null && rate < PAYS_UNTIL) {
      stop();
    } else if (thread == null && rate >= PAYS_FROM && now - barredSince >= BARRED_NANOS) {
      start();
    }
  }

  private void start() {
    late = false;
    thread = new TickerThread(this);
    thread.start();
  }

  /** From now on all read the exact clock, until {@link #everySecond} begins anew. */
  public synchronized void stop() {
    if (thread != null) {
      thread.end();
      thread = null;
    }
    stored = 0;
  }

  /** Whether what it gives is stored at present. */
  public boolean ticks() {
    return stored != 0;
  }

  /** Stores the time; false when that has to end. */
  boolean tick() {
    long now = exact.getAsLong();
    stored = now == 0 ? 1 : now;
    return !late;
  }

  void ended() {
    stored = 0;
  }
}
