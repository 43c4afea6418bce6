package dev.retrofuse.engine.limit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A limit on calls at a time that finds itself how many the dependency bears, from how long calls
 * take and which end for overload. Lock-free; nothing is allocated per call.
 */
public final class ConcurrencyLimit {
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong limitBits;
  private final AtomicLong lastDecrease;
  private final LatencyTrend trend;
  private volatile boolean queued;
  private volatile Settings settings;

  /**
   * @param initial the limit at first; best below what the dependency bears, because what calls
   *     take without a queue is learned while the limit grows; 20 is usual
   * @param min the least limit, at least 1; 2 is usual
   * @param max the greatest, at least min
   * @throws IllegalArgumentException for figures that are out of range
   */
  public ConcurrencyLimit(LimitAlgorithm algorithm, int initial, int min, int max, long now) {
    settings = new Settings(algorithm, min, max);
    limitBits = new AtomicLong(Double.doubleToRawLongBits(settings.within(initial)));
    lastDecrease = new AtomicLong(now - Long.MAX_VALUE / 2);
    trend = new LatencyTrend(now);
  }

  /** Takes other figures; the limit found so far stays, as far as they allow. */
  public void configure(LimitAlgorithm algorithm, int min, int max) {
    settings = new Settings(algorithm, min, max);
    for (; ; ) {
      double limit = exactLimit();
      if (change(limit, limit)) {
        return;
      }
    }
  }

  /** Counts a call in, or refuses it and counts nothing. */
  public boolean tryEnter() {
    return tryEnter(1);
  }

  /**
   * As {@link #tryEnter()}, for calls that are to leave room to more important ones: admits while
   * less than the share of the limit is taken.
   *
   * @param share above 0, at most 1
   */
  public boolean tryEnter(double share) {
    return Bulkhead.enter(inFlight, share * limit());
  }

  /** A call that was let in ended and tells nothing: cancelled, or it never left this JVM. */
  public void leave() {
    inFlight.getAndDecrement();
  }

  /**
   * A call that was let in ended.
   *
   * @param rttNanos how long it took; less than 1 counts as 1
   * @param overloaded whether it timed out or was answered that there is too much to do
   */
  public void leave(long rttNanos, boolean overloaded, long now) {
    int before = inFlight.getAndDecrement();
    if (overloaded) {
      decrease(now);
      return;
    }
    int limit = limit();
    boolean busy = 2L * before >= limit;
    if (busy && !queued) {
      grow();
    }
    if (trend.record(Math.max(1, rttNanos), busy, limit, now)) {
      judge(now);
    }
  }

  private void decrease(long now) {
    long last = lastDecrease.get();
    long since = now - last;
    long spacing = trend.spacing();
    boolean late = since < spacing && since > -spacing;
    if (late || !lastDecrease.compareAndSet(last, now)) {
      return;
    }
    trend.pause(now);
    LimitRule rule = settings.rule;
    for (; ; ) {
      double limit = exactLimit();
      if (change(limit, rule.afterOverload(limit))) {
        return;
      }
    }
  }

  private void grow() {
    LimitRule rule = settings.rule;
    for (; ; ) {
      double limit = exactLimit();
      if (change(limit, rule.afterGood(limit))) {
        return;
      }
    }
  }

  /** At the end of a period, by one thread. */
  private void judge(long now) {
    Settings figures = settings;
    LimitRule rule = figures.rule;
    boolean busy = trend.endPeriod();
    queued = busy && trend.queued(rule.tolerance(), exactLimit(), figures.min);
    if (!busy) {
      return;
    }
    for (; ; ) {
      double limit = exactLimit();
      double next = rule.afterPeriod(limit, trend.shortNanos(), trend.longNanos());
      if (change(limit, next)) {
        pauseAfter(limit, next, now);
        return;
      }
    }
  }

  private void pauseAfter(double limit, double next, long now) {
    if (next < limit) {
      lastDecrease.set(now);
      trend.pause(now);
    }
  }

  /** Sets the limit if it is still the one that is told; keeps it in bounds. */
  private boolean change(double from, double to) {
    long before = Double.doubleToRawLongBits(from);
    long after = Double.doubleToRawLongBits(settings.within(to));
    return before == after ? limitBits.get() == before : limitBits.compareAndSet(before, after);
  }

  private double exactLimit() {
    return Double.longBitsToDouble(limitBits.get());
  }

  /** How many calls may be under way. */
  public int limit() {
    return (int) settings.within(exactLimit());
  }

  /** Calls under way. */
  public int inFlight() {
    return inFlight.get();
  }

  private static final class Settings {
    final LimitRule rule;
    final int min;
    final int max;

    Settings(LimitAlgorithm algorithm, int min, int max) {
      if (min < 1 || max < min) {
        throw new IllegalArgumentException("min " + min + ", max " + max);
      }
      rule = algorithm == LimitAlgorithm.AIMD ? new Aimd() : new Gradient2();
      this.min = min;
      this.max = max;
    }

    double within(double limit) {
      return Math.min(max, Math.max(min, limit));
    }
  }
}
