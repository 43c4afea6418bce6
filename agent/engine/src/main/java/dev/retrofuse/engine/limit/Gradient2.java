package dev.retrofuse.engine.limit;

/**
 * The algorithm of that name in Netflix's concurrency-limits, with two faults mended: overload
 * makes the limit smaller (its issue 176), and room for a queue is added only where there is none
 * (134).
 */
final class Gradient2 implements LimitRule {
  private static final double TOLERANCE = 1.5;
  private static final double LEAST_GRADIENT = 0.5;
  private static final double SMOOTHING = 0.2;

  @Override
  public double afterGood(double limit) {
    return limit;
  }

  @Override
  public double afterOverload(double limit) {
    return smooth(limit, limit * LEAST_GRADIENT);
  }

  @Override
  public double afterPeriod(double limit, double shortNanos, double longNanos) {
    double gradient = Math.max(LEAST_GRADIENT, TOLERANCE * longNanos / shortNanos);
    return smooth(limit, gradient >= 1 ? limit + Math.sqrt(limit) : limit * gradient);
  }

  private static double smooth(double limit, double target) {
    return (1 - SMOOTHING) * limit + SMOOTHING * target;
  }

  @Override
  public double tolerance() {
    return TOLERANCE;
  }
}
