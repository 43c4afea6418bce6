package dev.retrofuse.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A closed breaker with a count window, beside resilience4j's: after each call of random sequences
 * both have the same rates and the same verdict. Once both are open, trial calls that end well
 * close both, and the sequence goes on with empty windows.
 *
 * <p>The two are meant to differ in the following, which the sequences therefore do not contain:
 *
 * <ul>
 *   <li>Results of calls that an earlier state let through: here none counts, there all do.
 *   <li>Trial calls that fail, never end, or are cancelled: here they are leases of one generation.
 *       So calls here follow each other, and all trial calls end well.
 *   <li>More trial calls than the minimum of calls: there the minimum of them decides, here all do.
 *   <li>Calls under way: here those that are overdue count, unless {@code in-flight: ignore}.
 *   <li>Rates with {@code confidence}, failures in a row, gradual recovery and {@code max-refused},
 *       which only one of the two has. All are off.
 *   <li>Waits that grow and vary: one wait without jitter on both sides.
 *   <li>A call that takes just as long as a slow one: slow here, not yet there; and here durations
 *       are up to 1,024 ns too long. Durations here are well below or above.
 * </ul>
 */
class CountWindowAgreesTest {
  private static final int SEQUENCES = 4_000;
  private static final int CALLS = 400;
  private static final long SLOW_NANOS = 100_000_000;
  private static final Exception FAILURE = new Exception("a call failed");

  private long compared;
  private long opened;
  private long belowMinimum;

  @Test
  void sameRatesAndSameVerdictAfterEachCall() {
    IntStream.range(0, SEQUENCES).forEach(seed -> new Sequence(seed).play());

    assertTrue(compared > SEQUENCES * CALLS / 2, "compared after " + compared + " calls");
    assertTrue(opened > SEQUENCES, "opened " + opened + " times");
    assertTrue(belowMinimum > SEQUENCES, belowMinimum + " of them below the minimum");
  }

  private final class Sequence {
    private final int seed;
    private final Random random;
    private final VirtualClock clock = new VirtualClock();
    private final int window;
    private final int minimum;
    private final int trials;
    private final CircuitBreaker there;
    private final dev.retrofuse.engine.breaker.CircuitBreaker here;
    private int calls;
    private double failing;
    private double slow;

    Sequence(int seed) {
      this.seed = seed;
      random = new Random(seed);
      window = 1 + random.nextInt(random.nextBoolean() ? 20 : 300);
      minimum = 1 + random.nextInt(window + 3);
      trials = 1 + random.nextInt(Math.min(5, Math.min(minimum, window)));
      int failureRate = tenthsOfPercent();
      int slowRate = tenthsOfPercent();
      there =
          CircuitBreaker.of(
              "peer",
              Resilience4j.settings(SlidingWindowType.COUNT_BASED, window, minimum, clock)
                  .failureRateThreshold(failureRate / 10f)
                  .slowCallRateThreshold(slowRate / 10f)
                  .slowCallDurationThreshold(Duration.ofNanos(SLOW_NANOS))
                  .waitDurationInOpenState(Duration.ofSeconds(1))
                  .permittedNumberOfCallsInHalfOpenState(trials)
                  .build());
      here =
          new dev.retrofuse.engine.breaker.CircuitBreaker(
              settings(failureRate / 1_000.0, slowRate / 1_000.0), clock, transition -> {});
    }

    private dev.retrofuse.rules.Breaker settings(double failureRate, double slowRate) {
      return dev.retrofuse.rules.Breaker.builder()
          .window(dev.retrofuse.rules.Window.count(window))
          .minimumCalls(minimum)
          .failureRate(failureRate)
          .slowCallRate(slowRate)
          .slowCallNanos(SLOW_NANOS)
          .countsInFlight(false)
          .openWaitNanos(1_000_000_000)
          .backOff(1)
          .jitter(0)
          .trialCalls(trials)
          .recovery(dev.retrofuse.rules.Recovery.AT_ONCE)
          .build();
    }

    /** A quarter of them is 100%, half of the others a whole number. */
    private int tenthsOfPercent() {
      if (random.nextInt(4) == 0) {
        return 1_000;
      }
      return random.nextBoolean() ? 10 * (1 + random.nextInt(100)) : 10 + random.nextInt(991);
    }

    void play() {
      for (int i = 0; i < CALLS; i++) {
        if (i % 50 == 0) {
          failing = random.nextDouble() * random.nextDouble();
          slow = random.nextDouble() * random.nextDouble();
        }
        call(random.nextDouble() < failing, random.nextDouble() < slow);
        compare(i);
        if (there.getState() == CircuitBreaker.State.OPEN) {
          opened++;
          closeBoth();
        }
      }
    }

    private void call(boolean failed, boolean isSlow) {
      assertTrue(there.tryAcquirePermission());
      long permit = here.acquire();
      long nanos = random.nextInt(1_000_000) + (isSlow ? SLOW_NANOS + 1 : 0);
      clock.advance(Duration.ofNanos(nanos));
      if (random.nextInt(20) == 0) {
        there.releasePermission();
        here.release(permit);
        return;
      }
      calls++;
      if (failed) {
        there.onError(nanos, TimeUnit.NANOSECONDS, FAILURE);
      } else {
        there.onSuccess(nanos, TimeUnit.NANOSECONDS);
      }
      assertEquals(isSlow, here.record(permit, failed));
    }

    private void compare(int call) {
      String at = "seed " + seed + ", call " + call;
      assertEquals(there.getState().name(), here.state().name(), at);
      if (there.getState() == CircuitBreaker.State.CLOSED) {
        compared++;
        assertEquals(there.getMetrics().getFailureRate(), rate(here.failures()), at);
        assertEquals(there.getMetrics().getSlowCallRate(), rate(here.slow()), at);
      }
    }

    /** In percent, as resilience4j says it. */
    private float rate(long bad) {
      int counted = Math.min(window, calls);
      if (counted < Math.min(minimum, window)) {
        belowMinimum++;
        return -1;
      }
      return bad * 100f / counted;
    }

    private void closeBoth() {
      clock.advance(Duration.ofSeconds(2));
      calls = 0;
      for (int i = 0; i < trials; i++) {
        assertTrue(there.tryAcquirePermission());
        there.onSuccess(0, TimeUnit.NANOSECONDS);
        here.record(here.acquire(), false);
      }
      compare(-1);
    }
  }
}
