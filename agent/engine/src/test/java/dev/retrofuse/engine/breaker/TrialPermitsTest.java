package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.engine.breaker.CircuitState.CLOSED;
import static dev.retrofuse.engine.breaker.CircuitState.HALF_OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Recovery;
import dev.retrofuse.rules.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Calls that are cancelled, lost, or ended by others: no trial permit is lost, none is made. */
class TrialPermitsTest {
  private static final int STEPS = 10_000_000;
  private static final int TRIALS = 3;
  private static final int MOST_HELD = 40;

  private final FakeTicker ticker = new FakeTicker();
  private final Random random = new Random(8);
  private final List<Long> held = new ArrayList<>();
  private final List<Long> ended = new ArrayList<>();
  private final CircuitBreaker breaker =
      new CircuitBreaker(
          Breaker.builder()
              .window(Window.count(20))
              .minimumCalls(5)
              .slowCallNanos(50 * MILLISECOND)
              .countsInFlight(false)
              .openWaitNanos(5 * MILLISECOND)
              .backOff(1)
              .maxOpenWaitNanos(5 * MILLISECOND)
              .recovery(Recovery.AT_ONCE)
              .trialCalls(TRIALS)
              .build(),
          ticker,
          transition -> {});

  private int generation;
  private int leased;
  private int halfOpen;

  @Test
  void tenMillionStepsNeverLetMoreTrialCallsOut() {
    for (int i = 0; i < STEPS; i++) {
      step();
      if (breaker.state() == HALF_OPEN) {
        assertTrue(leased <= TRIALS, leased + " leases at step " + i);
      }
    }

    assertTrue(halfOpen > 100_000, "half-open " + halfOpen + " times");
    assertRecovers();
  }

  private void step() {
    ticker.advance(MILLISECOND / 4);
    int what = random.nextInt(20);
    if (what < 9 || held.isEmpty()) {
      begin();
    } else if (what < 12) {
      cancel(held.remove(random.nextInt(held.size())));
    } else if (what < 18) {
      end(held.remove(random.nextInt(held.size())));
    } else if (what == 18 && random.nextInt(100) == 0) {
      held.remove(random.nextInt(held.size())); // lost
    } else {
      endAgain();
    }
  }

  private void begin() {
    long permit = breaker.acquire();
    if (breaker.generation() != generation) {
      generation = breaker.generation();
      leased = 0;
      halfOpen += breaker.state() == HALF_OPEN ? 1 : 0;
    }
    if (permit != Permit.REJECTED) {
      leased++;
      held.add(permit);
    }
    if (held.size() > MOST_HELD) {
      held.remove(0);
    }
  }

  private void cancel(long permit) {
    leased -= Permit.generation(permit) == breaker.generation() ? 1 : 0;
    breaker.release(permit);
    ended.add(permit);
  }

  private void end(long permit) {
    breaker.record(permit, random.nextBoolean());
    ended.add(permit);
  }

  /** A call of an earlier state ends once more. */
  private void endAgain() {
    for (long permit : ended) {
      if (Permit.generation(permit) == breaker.generation()) {
        continue;
      }
      if (random.nextBoolean()) {
        breaker.record(permit, random.nextBoolean());
      } else {
        breaker.release(permit);
      }
    }
    ended.clear();
  }

  private void assertRecovers() {
    for (int i = 0; i < 10 && breaker.state() != CLOSED; i++) {
      ticker.advance(2 * SECOND); // longer than a wait, and than a lease
      for (int call = 0; call < TRIALS; call++) {
        long permit = breaker.acquire();
        if (permit != Permit.REJECTED) {
          breaker.record(permit, false);
        }
      }
    }
    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void endedTwiceTrialCallsMakeNoPermits() {
    for (int round = 0; round < 10_000; round++) {
      fail();
      ticker.advance(10 * MILLISECOND);
      long first = breaker.acquire();
      assertEquals(HALF_OPEN, breaker.state());
      boolean cancelled = random.nextBoolean();
      for (int i = 0; i < 5; i++) {
        if (cancelled) {
          breaker.release(first);
        } else {
          breaker.record(first, false);
        }
      }
      assertEquals(HALF_OPEN, breaker.state(), "one of three calls has ended");
      for (int call = cancelled ? 0 : 1; call < TRIALS; call++) {
        breaker.record(breaker.acquire(), false);
      }
      assertEquals(CLOSED, breaker.state());
    }
  }

  private void fail() {
    for (int i = 0; i < 20 && breaker.state() == CLOSED; i++) {
      breaker.record(breaker.acquire(), true);
    }
  }
}
