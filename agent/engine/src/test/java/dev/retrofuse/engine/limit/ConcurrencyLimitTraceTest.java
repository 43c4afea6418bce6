package dev.retrofuse.engine.limit;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the limit follows a dependency that changes: within a fifth of the best there is. */
class ConcurrencyLimitTraceTest {
  private static final long SERVICE = 50 * MILLISECOND;
  private static final int ENDLESS = Integer.MAX_VALUE;

  @ParameterizedTest
  @CsvSource({
    "AIMD, 20, 10",
    "AIMD, 100, 10",
    "AIMD, 20, " + ENDLESS,
    "AIMD, 100, " + ENDLESS,
    "GRADIENT2, 20, 10",
    "GRADIENT2, 100, 10",
    "GRADIENT2, 20, " + ENDLESS,
    "GRADIENT2, 100, " + ENDLESS
  })
  void followsTheDependency(LimitAlgorithm algorithm, int workers, int queue) {
    Trace trace = new Trace(algorithm, workers, queue);
    trace.load(0.8).run(30);
    trace.limitsNobody();

    trace.load(2).run(20);
    trace.isNearTheBest("after a step of load");
    trace.run(600);
    trace.isNearTheBest("ten minutes of overload later");

    trace.dependency.pause(2 * SECOND);
    trace.run(15);
    trace.isNearTheBest("after a pause of the dependency");

    trace.dependency.service = 3 * SERVICE;
    trace.run(45);
    trace.isNearTheBest("the dependency slower for good");
    trace.run(600);
    trace.isNearTheBest("and still ten minutes later");

    trace.dependency.service = SERVICE;
    trace.load(0.4).run(30);
    trace.load(2).run(20);
    trace.isNearTheBest("fast again, after a time of less load");

    trace.workers(workers / 2).load(2).run(30);
    trace.isNearTheBest("with half of its workers");
    trace.workers(workers).load(2).run(30);
    trace.isNearTheBest("with all of them again");
  }

  @ParameterizedTest
  @CsvSource({"AIMD, 20", "AIMD, " + ENDLESS, "GRADIENT2, 20", "GRADIENT2, " + ENDLESS})
  void followsARamp(LimitAlgorithm algorithm, int queue) {
    Trace trace = new Trace(algorithm, 40, queue);
    for (double load = 0.2; load < 3; load += 0.05) {
      trace.load(load).run(1);
      assertTrue(trace.goodShare(1) > 0.65, "at load " + load + ": " + trace.goodShare(1));
    }
    trace.run(10);
    trace.isNearTheBest("after the ramp");
  }

  /** Durations spread exponentially: medians of a hundred calls are off by a seventh. */
  @ParameterizedTest
  @CsvSource({
    "AIMD, 20, 10",
    "AIMD, 100, 10",
    "AIMD, 20, " + ENDLESS,
    "AIMD, 100, " + ENDLESS,
    "GRADIENT2, 20, 10",
    "GRADIENT2, 100, 10",
    "GRADIENT2, 20, " + ENDLESS,
    "GRADIENT2, 100, " + ENDLESS
  })
  void isNotMisledByNoise(LimitAlgorithm algorithm, int workers, int queue) {
    Trace trace = new Trace(algorithm, workers, queue);
    trace.dependency.noisy = true;
    trace.load(0.8).run(30);
    trace.load(2).run(30);
    trace.servesWell("after a step of load");
    trace.run(600);
    trace.servesWell("ten minutes of overload later");
    trace.dependency.pause(2 * SECOND);
    trace.run(15);
    trace.servesWell("after a pause of the dependency");
    trace.dependency.service = 3 * SERVICE;
    trace.run(60);
    trace.servesWell("the dependency slower for good");
    trace.run(600);
    trace.servesWell("and still ten minutes later");
    trace.dependency.service = SERVICE;
    trace.load(0.4).run(30);
    trace.load(2).run(30);
    trace.servesWell("fast again, after a time of less load");
  }

  private static final class Trace {
    final Dependency dependency;
    private final LimitAlgorithm algorithm;
    private final int queue;
    private final ConcurrencyLimit limiter;
    private int workers;
    private double load;

    Trace(LimitAlgorithm algorithm, int workers, int queue) {
      this.algorithm = algorithm;
      this.workers = workers;
      this.queue = queue;
      limiter = new ConcurrencyLimit(algorithm, 10, 2, 1_000, Dependency.START);
      dependency = new Dependency(limiter, workers, SERVICE, 1);
      dependency.queue = queue;
    }

    private double capacity() {
      return (double) workers * SECOND / dependency.service;
    }

    /** As a share of what the dependency can do at its usual speed with all that it has. */
    Trace load(double share) {
      load = share;
      dependency.callsPerSecond = share * workers * SECOND / SERVICE;
      return this;
    }

    Trace workers(int count) {
      workers = count;
      dependency.workers(count);
      return this;
    }

    void run(int seconds) {
      dependency.forget().run(seconds * SECOND);
    }

    void limitsNobody() {
      dependency.forget().run(10 * SECOND);
      assertEquals(0, dependency.refusedByLimiter, "refused without need");
    }

    double goodShare(int seconds) {
      double possible = Math.min(dependency.callsPerSecond, capacity());
      return dependency.goodPerSecond(seconds * SECOND) / possible;
    }

    void servesWell(String when) {
      run(30);
      assertTrue(goodShare(30) > 0.9, "good calls " + when + ": " + goodShare(30));
      assertEquals(best(), dependency.meanLimit(), 0.4 * best(), "limit " + when);
    }

    /**
     * The best limit is the greatest that keeps to the algorithm's bound on the duration, which by
     * Little's law is so many times the workers, and that does not make the dependency refuse.
     */
    private double best() {
      double tolerance = algorithm == LimitAlgorithm.AIMD ? 2 : 1.5;
      return Math.min(tolerance * workers, (double) workers + queue);
    }

    void isNearTheBest(String when) {
      run(10);
      assertEquals(best(), dependency.meanLimit(), 0.2 * best(), "limit " + when);
      assertTrue(goodShare(10) > 0.95, "good calls " + when + ": " + goodShare(10));
      assertTrue(dependency.refusedByServer < dependency.good / 20, "refused " + when);
    }
  }
}
