package dev.retrofuse.engine.breaker;

import dev.retrofuse.rules.Breaker;

/** What a breaker's figures let it do, before any call is made. */
public final class Prospects {
  private final Breaker figures;
  private final Thresholds thresholds;

  public Prospects(Breaker figures) {
    this.figures = figures;
    thresholds = new Thresholds(figures);
  }

  /**
   * How many calls it can look back on, at most.
   *
   * @param perSecond so many come, evenly
   * @param burst and so many at once
   */
  public long mostCalls(double perSecond, double burst) {
    if (!figures.window().isTime()) {
      return figures.window().calls();
    }
    double seconds = figures.window().nanos() / 1e9;
    long held = (long) Math.floor(perSecond * seconds + 1e-9 + Math.max(1, burst));
    boolean stretches =
        figures.confidence() > 0 && perSecond * seconds * Evidence.MOST_STRETCH >= 1;
    return stretches ? Math.max(held, figures.minimumCalls()) : held;
  }

  /** Whether so many calls are enough for a verdict. */
  public boolean enough(long calls) {
    return thresholds.enough(calls);
  }

  /** Whether it opens when all of so many calls failed. */
  public boolean opensByFailures(long calls) {
    return thresholds.exceeded(calls, calls, 0) != null;
  }

  /** Whether it opens when so many of them failed, none being slow. */
  public boolean opensByFailures(long calls, long failed) {
    return thresholds.exceeded(calls, failed, 0) != null;
  }

  /** Whether an edit to these figures keeps the outcomes that the window holds. */
  public boolean keepsWindowOf(Breaker before) {
    return Evidence.keepsCounts(before, figures);
  }
}
