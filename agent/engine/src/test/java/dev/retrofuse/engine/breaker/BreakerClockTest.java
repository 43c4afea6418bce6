package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.engine.breaker.CircuitState.CLOSED;
import static dev.retrofuse.engine.breaker.CircuitState.HALF_OPEN;
import static dev.retrofuse.engine.breaker.CircuitState.OPEN;
import static dev.retrofuse.engine.breaker.CircuitState.RECOVERING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clock steps by a second or an hour, or all stands still for ten seconds, in each state of a
 * breaker; and it comes to where the start time of a permit wraps. The breaker goes on from there.
 */
class BreakerClockTest {
  private static final long HOUR = 3_600 * SECOND;

  /** Start times of permits have 39 bits of 1,024 ns. */
  private static final long PERMIT_WRAP = 1L << 49;

  private FakeTicker ticker = new FakeTicker(HOUR);
  private CircuitBreaker breaker = breaker();

  private CircuitBreaker breaker() {
    Breaker.Builder settings = Breaker.builder().slowCallNanos(500 * MILLISECOND).jitter(0);
    return new CircuitBreaker(
        settings.build(), ticker, transition -> {}, new Random(5)::nextDouble);
  }

  /** Makes a call each 10 ms that takes 5 ms. */
  private int calls(int count, boolean failed, BooleanSupplier until) {
    int let = 0;
    for (int i = 0; i < count && !until.getAsBoolean(); i++) {
      ticker.advance(5 * MILLISECOND);
      long permit = breaker.acquire();
      ticker.advance(5 * MILLISECOND);
      if (permit != Permit.REJECTED) {
        breaker.record(permit, failed);
        let++;
      }
    }
    return let;
  }

  private void callsUntil(CircuitState state, boolean failed, int most) {
    calls(most, failed, () -> breaker.state() == state);
    assertEquals(state, breaker.state());
  }

  private void healthy() {
    assertEquals(1_500, calls(1_500, false, () -> false));
  }

  private void seesAnOutageAndItsEnd() {
    int let = calls(2_000, true, () -> breaker.state() == OPEN);
    assertEquals(OPEN, breaker.state());
    assertTrue(let <= 1_100, "let " + let);
    callsUntil(CLOSED, false, 6_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, HOUR, -HOUR, 10 * SECOND})
  void whileClosed(long step) {
    healthy();
    ticker.advance(step);
    healthy();
    assertEquals(CLOSED, breaker.state());
    seesAnOutageAndItsEnd();
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, HOUR, -HOUR, 10 * SECOND})
  void whileOpen(long step) {
    callsUntil(OPEN, true, 100);
    ticker.advance(step);
    assertTrue(breaker.remainingNanos() <= 4 * SECOND, "waits " + breaker.remainingNanos());
    callsUntil(CLOSED, false, 3_000);
    healthy();
    seesAnOutageAndItsEnd();
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, HOUR, -HOUR, 10 * SECOND})
  void whileTrialCallsAreOut(long step) {
    callsUntil(OPEN, true, 100);
    ticker.advance(breaker.remainingNanos());
    for (int i = 0; i < 3; i++) {
      breaker.acquire();
    }
    assertEquals(HALF_OPEN, breaker.state());
    ticker.advance(step);
    callsUntil(CLOSED, false, 6_000);
    seesAnOutageAndItsEnd();
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, HOUR, -HOUR, 10 * SECOND})
  void whileRecovering(long step) {
    healthy();
    callsUntil(OPEN, true, 2_000);
    callsUntil(RECOVERING, false, 1_000);
    ticker.advance(step);
    callsUntil(CLOSED, false, 6_000);
    seesAnOutageAndItsEnd();
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, HOUR, -HOUR})
  void aStepDuringACallOpensNothing(long step) {
    healthy();
    long permit = breaker.acquire();
    ticker.advance(step);
    breaker.record(permit, false);
    healthy();
    assertEquals(CLOSED, breaker.state());
    seesAnOutageAndItsEnd();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {PERMIT_WRAP, -PERMIT_WRAP, PERMIT_WRAP / 2, 0, Long.MAX_VALUE, 1L << 32, 1L << 47})
  void acrossTheWraps(long wrap) {
    for (long before : new long[] {SECOND, 5 * SECOND, 20 * SECOND, 40 * SECOND}) {
      ticker = new FakeTicker(wrap - before);
      breaker = breaker();
      healthy();
      assertEquals(0, breaker.slow());
      seesAnOutageAndItsEnd();
      healthy();
      seesAnOutageAndItsEnd();
    }
  }
}
