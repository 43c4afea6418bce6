package dev.retrofuse.engine.clock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongSupplier;

/**
 * The time of an exact clock, stored every millisecond while so many calls ask for it that storing
 * it costs less than they would; otherwise the exact clock itself.
 */
public final class CoarseClock implements LongSupplier {
  /*
   * Who stores it? The calls themselves: each breaker looks at the exact clock once in 128 of its calls, and
   * stores it where the stored time is a millisecond old. While this clock pays there are some thousand looks
   * a second, and the time is fresh for as long as anybody has a processor to make a call with. A thread
   * alone would not do: beside busy ones it waits for a processor, and its time was up to 36 ms late.
   *
   * It takes a thread all the same, for the calls that remain when the many end: no look comes until they are
   * 128 themselves. It may be late, but is so only while others are busy, which store the time.
   *
   * After a pause of the whole JVM the time is that from before it until the first look or tick. A call that
   * begins and ends meanwhile seems as long as it is; one that ends later seems longer by the pause, and
   * there are as many of these as there are threads.
   *
   * All stores compare and set: who was held up between reading and storing stores nothing, and once the time
   * is 0 nobody stores any more.
   */

  /** How many calls a breaker takes in between two looks; a power of two. */
  public static final int CALLS_PER_LOOK = 128;

  /** Less exact durations than this one are not to be measured with it. */
  public static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A look stores the time where it is that old. */
  static final long OLD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How often the thread stores it, which takes 20 to 40 us of a processor each time. */
  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /**
   * From so many calls a second on it pays, and as long as they are not fewer than the lower bound.
   */
  static final double PAYS_FROM = 300_000;

  static final double PAYS_UNTIL = 200_000;

  private static final AtomicLongFieldUpdater<CoarseClock> STORED =
      AtomicLongFieldUpdater.newUpdater(CoarseClock.class, "stored");

  private final LongSupplier exact;
  private final AtomicLong looks = new AtomicLong();

  /** 0 for none. */
  private volatile long stored;

  private TickerThread thread;
  private long looksBefore;
  private long secondBegan;

  /**
   * @param exact monotonic nanoseconds
   */
  public CoarseClock(LongSupplier exact) {
    this.exact = exact;
    secondBegan = exact.getAsLong();
  }

  @Override
  public long getAsLong() {
    long time = stored;
    return time == 0 ? exact.getAsLong() : time;
  }

  /** To be called once in {@link #CALLS_PER_LOOK} calls: counts them, and renews an old time. */
  public void look() {
    looks.incrementAndGet();
    renew(OLD_NANOS);
  }

  /** Begins or ends storing by the calls since the last time; on a thread of the agent's. */
  public synchronized void everySecond() {
    long now = exact.getAsLong();
    long looked = looks.get();
    double rate = (looked - looksBefore) * CALLS_PER_LOOK * 1e9 / Math.max(1, now - secondBegan);
    looksBefore = looked;
    secondBegan = now;
    if (thread == null && rate >= PAYS_FROM) {
      TickerThread next = new TickerThread(this);
      next.start(); // first: where the system gives no thread, no time is stored
      thread = next;
      stored = notZero(now);
    } else if (thread != null && rate < PAYS_UNTIL) {
      stop();
    }
  }

  /** From now on all read the exact clock, until {@link #everySecond} begins anew. */
  public synchronized void stop() {
    stored = 0;
    if (thread != null) {
      thread.end();
      thread = null;
    }
  }

  /** Whether what it gives is stored at present. */
  public boolean ticks() {
    return stored != 0;
  }

  void tick() {
    renew(0);
  }

  private void renew(long age) {
    long time = stored;
    if (time != 0) {
      long now = exact.getAsLong();
      // A time ahead of the clock is as wrong as an old one.
      if (Math.abs(now - time) >= age) {
        STORED.compareAndSet(this, time, notZero(now));
      }
    }
  }

  private static long notZero(long time) {
    return time == 0 ? 1 : time;
  }
}
