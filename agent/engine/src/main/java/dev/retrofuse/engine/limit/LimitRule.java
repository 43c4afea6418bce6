package dev.retrofuse.engine.limit;

/** What an algorithm makes of a limit; has no state. */
interface LimitRule {
  /** After a good call, while calls take no longer than they should and the limit is in use. */
  double afterGood(double limit);

  /** After a call that ended for overload; asked at most once per median duration of a call. */
  double afterOverload(double limit);

  /**
   * After a period in which the limit was in use.
   *
   * @param shortNanos the median duration of a call in it
   * @param longNanos the median duration without a queue
   */
  double afterPeriod(double limit, double shortNanos, double longNanos);

  /** So many times the duration without a queue is too long. */
  double tolerance();
}
