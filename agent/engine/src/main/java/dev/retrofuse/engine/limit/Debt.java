package dev.retrofuse.engine.limit;

import java.util.concurrent.atomic.AtomicLong;

/** What has been taken ahead of its time, by calls of one rate or of several. */
final class Debt {
  /*
   * GCRA, the generic cell rate algorithm of ATM (ITU-T I.371), here in its virtual-scheduling form. The
   * whole state is one time: the one at which there will be no debt any more. Each call puts
   * it off by the interval 1/rate; a call is let through while the debt, its own included, is at
   * most the span of the burst: burst * interval. Without debt there is a full burst to give.
   *
   * Times are compared by difference, so that they may wrap. No reading of a sound clock can meet a debt
   * greater than the span. One that does comes either late, from a thread that was held up between
   * reading the clock and asking, or after the clock has stepped back. The first must change
   * nothing, or each late thread would give the burst away again; the second must not leave the gate shut until the
   * clock is where it was. So a debt of up to twice the span only refuses; a greater one is cut
   * to the span, which opens the gate an interval later.
   */
  private final AtomicLong free;

  Debt(long now) {
    free = new AtomicLong(now);
  }

  /**
   * Counts a call, or refuses it and counts nothing.
   *
   * @param rate of this call
   * @param share of the burst that this call may use, above 0, at most 1
   * @param longest the rate of the longest span by which calls come here
   */
  boolean tryAcquire(Rate rate, double share, Rate longest, long now) {
    long most = rate.debtBefore(share);
    for (; ; ) {
      long at = free.get();
      long debt = Math.max(0, at - now);
      if (debt > most) {
        cut(at, debt, longest, now);
        return false;
      }
      if (free.compareAndSet(at, now + debt + rate.interval)) {
        return true;
      }
    }
  }

  private void cut(long at, long debt, Rate longest, long now) {
    if (debt > longest.mostDebt()) {
      free.compareAndSet(at, now + longest.span);
    }
  }

  /** From now on calls come by another rate: those already counted are so many of its burst. */
  void rescale(Rate before, Rate after, long now) {
    for (; ; ) {
      long at = free.get();
      double calls = (double) Math.max(0, at - now) / before.interval;
      long debt = (long) Math.min((double) after.span, calls * after.interval);
      if (free.compareAndSet(at, now + debt)) {
        return;
      }
    }
  }

  /** Nanoseconds until a call of share 1 may pass; 0 if one may now. */
  long nanosUntilNext(Rate rate, long now) {
    long debt = Math.max(0, free.get() - now);
    return debt > rate.mostDebt() ? rate.interval : Math.max(0, debt - rate.debtBefore(1));
  }
}
