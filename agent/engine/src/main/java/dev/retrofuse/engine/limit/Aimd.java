package dev.retrofuse.engine.limit;

/** Additive increase, multiplicative decrease, as TCP does it. */
final class Aimd implements LimitRule {
  private static final double DECREASE = 0.9;
  private static final double TOLERANCE = 2;

  @Override
  public double afterGood(double limit) {
    return limit + 1 / limit;
  }

  @Override
  public double afterOverload(double limit) {
    return limit * DECREASE;
  }

  @Override
  public double afterPeriod(double limit, double shortNanos, double longNanos) {
    return shortNanos > TOLERANCE * longNanos ? limit * DECREASE : limit;
  }

  @Override
  public double tolerance() {
    return TOLERANCE;
  }
}
