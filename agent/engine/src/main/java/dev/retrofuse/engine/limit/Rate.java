package dev.retrofuse.engine.limit;

/** So many calls per second, with bursts up to a size. */
final class Rate {
  private static final double SECOND = 1e9;
  private static final long LONGEST_INTERVAL = 1L << 54;
  private static final long LONGEST_SPAN = 1L << 60;

  /** How late a thread may come to a gate of a short burst. */
  private static final long LATE = 10_000_000L;

  /** Nanoseconds from one call to the next. */
  final long interval;

  /** Nanoseconds that a burst is worth. */
  final long span;

  /**
   * @param perSecond above 0; may be below 1; above 10^9 is 10^9
   * @param burst calls that may come at once after a pause, at least 1
   * @throws IllegalArgumentException for figures that are out of range
   */
  Rate(double perSecond, double burst) {
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
