package dev.retrofuse.engine.limit;

import java.util.concurrent.atomic.AtomicLong;

/** So many calls per second, with bursts up to a size; who comes too early is refused at once. */
public final class RateLimit {
  /*
   * GCRA, the generic cell rate algorithm of ATM (ITU-T I.371), here in its virtual-scheduling form. The
   * whole state is one time: the one at which the gate will have no debt any more. Each call puts
   * it off by the interval 1/rate; a call is let through while the debt, its own included, is at
   * most the span of the burst: burst * interval. A gate of no debt has a full burst to give.
   *
   * Times are compared by difference, so that they may wrap. No reading of a sound clock can meet a debt
   * greater than the span. One that does comes either late, from a thread that was held up between
   * reading the clock and asking, or after the clock has stepped back. The first must change
   * nothing, or each late thread would give the burst away again; the second must not leave the gate shut until the
   * clock is where it was. So a debt of up to twice the span only refuses; a greater one is cut
   * to the span, which opens the gate an interval later.
   */
  private static final double SECOND = 1e9;
  private static final long LONGEST_INTERVAL = 1L << 54;
  private static final long LONGEST_SPAN = 1L << 60;

  /** How late a thread may come to a gate of a short burst. */
  private static final long LATE = 10_000_000L;

  private final AtomicLong free;
  private volatile Settings settings;

  /**
   * @param perSecond calls per second, above 0; may be below 1; above 10^9 is 10^9
   * @param burst calls that may come at once after a pause, at least 1
   * @param now nanoseconds of the clock that is used from here on
   * @throws IllegalArgumentException for figures that are out of range
   */
  public RateLimit(double perSecond, double burst, long now) {
    settings = new Settings(perSecond, burst);
    free = new AtomicLong(now);
  }

  /** Takes other figures. Calls already counted stay counted, as so many of the new burst. */
  public void configure(double perSecond, double burst, long now) {
    Settings before = settings;
    Settings after = new Settings(perSecond, burst);
    settings = after;
    for (; ; ) {
      long at = free.get();
      double calls = (double) Math.max(0, at - now) / before.interval;
      long debt = (long) Math.min((double) after.span, calls * after.interval);
      if (free.compareAndSet(at, now + debt)) {
        return;
      }
    }
  }

  /** Counts a call, or refuses it and counts nothing. */
  public boolean tryAcquire(long now) {
    return tryAcquire(1, now);
  }

  /**
   * As {@link #tryAcquire(long)}, for calls that are to leave 1 - share of the burst to more
   * important ones. Where there is no debt every share passes.
   *
   * @param share above 0, at most 1
   */
  public boolean tryAcquire(double share, long now) {
    Settings figures = settings;
    long most = figures.debtBefore(share);
    for (; ; ) {
      long at = free.get();
      long debt = Math.max(0, at - now);
      if (debt > most) {
        cut(at, debt, figures, now);
        return false;
      }
      if (free.compareAndSet(at, now + debt + figures.interval)) {
        return true;
      }
    }
  }

  private void cut(long at, long debt, Settings figures, long now) {
    if (debt > figures.mostDebt()) {
      free.compareAndSet(at, now + figures.span);
    }
  }

  /** Nanoseconds until a call of share 1 may pass; 0 if one may now. */
  public long nanosUntilNext(long now) {
    Settings figures = settings;
    long debt = Math.max(0, free.get() - now);
    return debt > figures.mostDebt() ? figures.interval : Math.max(0, debt - figures.debtBefore(1));
  }

  /** Calls that may pass at once. */
  double available(long now) {
    Settings figures = settings;
    long debt = Math.min(figures.span, Math.max(0, free.get() - now));
    return (double) (figures.span - debt) / figures.interval;
  }

  private static final class Settings {
    final long interval;
    final long span;

    Settings(double perSecond, double burst) {
      if (!(perSecond > 0) || !(burst >= 1)) {
        throw new IllegalArgumentException("rate " + perSecond + "/s, burst " + burst);
      }
      interval = Math.max(1, (long) Math.min(LONGEST_INTERVAL, SECOND / perSecond));
      span = (long) Math.min(LONGEST_SPAN, interval * burst);
    }

    /** The greatest debt with which a call of that share may still come. */
    long debtBefore(double share) {
      return Math.max(0, (long) (share * span) - interval);
    }

    /** The greatest debt that is taken for one. */
    long mostDebt() {
      return span + Math.max(span, LATE);
    }
  }
}
