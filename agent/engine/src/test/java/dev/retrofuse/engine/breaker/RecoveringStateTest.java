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
import dev.retrofuse.rules.Recovery;
import dev.retrofuse.rules.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecoveringStateTest {
  private final FakeTicker ticker = new FakeTicker(-5 * SECOND);
  private final List<Transition> transitions = new ArrayList<>();
  private final Random random = new Random(3);
  private CircuitBreaker breaker = breaker(Breaker.builder());

  private CircuitBreaker breaker(Breaker.Builder settings) {
    Breaker figures = settings.openWaitNanos(2 * SECOND).backOff(2).jitter(0).build();
    return new CircuitBreaker(figures, ticker, transitions::add, random::nextDouble);
  }

  /** Makes 100 calls a second; gives how many of them were let through. */
  private int play(double seconds, boolean failed) {
    int let = 0;
    for (int i = 0; i < 100 * seconds; i++) {
      long permit = breaker.acquire();
      ticker.advance(10 * MILLISECOND);
      if (permit != Permit.REJECTED) {
        let++;
        breaker.record(permit, failed);
      }
    }
    return let;
  }

  private void recover() {
    play(10, false);
    while (breaker.state() != OPEN) {
      play(0.01, true);
    }
    ticker.advance(breaker.remainingNanos());
    play(0.03, false);
  }

  @Test
  void letsThroughMoreAndMoreAndCloses() {
    recover();
    assertEquals(RECOVERING, breaker.state());
    int first = play(3, false);
    int second = play(3, false);
    int third = play(3, false);
    assertTrue(first < 100, "first " + first);
    assertTrue(second >= first && third >= second, first + ", " + second + ", " + third);
    play(9, false);
    assertEquals(CLOSED, breaker.state());
    assertEquals("the other side answers all calls", transitions.get(3).why());
    assertEquals(100, play(1, false));
  }

  @Test
  void refusesCallsOfLowerPriorityFirst() {
    recover();
    int[] let = new int[2];
    for (int i = 0; i < 600; i++) {
      long permit = breaker.acquire(ticker.nanos(), i % 2 == 0 ? 1 : 0.5);
      ticker.advance(10 * MILLISECOND);
      if (permit != Permit.REJECTED) {
        let[i % 2]++;
        breaker.record(permit, false);
      }
    }
    assertEquals(RECOVERING, breaker.state());
    assertTrue(let[0] > 2 * let[1], let[0] + " of priority, " + let[1] + " others");
  }

  @Test
  void whatIsRefusedMeanwhileSaysWhy() {
    recover();
    while (breaker.acquire() != Permit.REJECTED) {
      ticker.advance(MILLISECOND);
    }
    assertTrue(breaker.refusal().contains("as many calls as it answers"));
  }

  @Test
  void opensAgainWithALongerWaitWhenNearlyAllCallsFail() {
    recover();
    while (breaker.state() == RECOVERING) {
      play(0.01, true);
    }
    assertEquals(OPEN, breaker.state());
    assertEquals(4 * SECOND, transitions.get(3).waitNanos());
    assertTrue(transitions.get(3).why().endsWith("bad while recovering"));
  }

  @Test
  void opensAgainWhenTheOtherSideHangs() {
    breaker = breaker(Breaker.builder().slowCallNanos(SECOND).minimumCalls(10));
    recover();
    for (int i = 0; i < 300 && breaker.state() == RECOVERING; i++) {
      breaker.acquire();
      ticker.advance(10 * MILLISECOND);
    }
    assertEquals(OPEN, breaker.state());
  }

  @Test
  void closesWithoutAnyCallWhenNoneComes() {
    recover();
    for (int i = 0; i < 100 && breaker.state() == RECOVERING; i++) {
      ticker.advance(SECOND);
    }
    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void callersOfFewCallsCloseAtOnce() {
    for (int i = 0; i < 10; i++) {
      breaker.record(breaker.acquire(), true);
      ticker.advance(400 * MILLISECOND);
    }
    ticker.advance(2 * SECOND);
    play(0.03, false);
    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void aWindowOfFewCallsDoesNotMakeManyCallersFew() {
    breaker = breaker(Breaker.builder().window(Window.count(100)));
    play(60, false);
    recover();
    assertEquals(RECOVERING, breaker.state());
  }

  @Test
  void atOnceWhenTheRuleSaysSo() {
    breaker = breaker(Breaker.builder().recovery(Recovery.AT_ONCE));
    recover();
    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void goesOnUnderOtherFigures() {
    recover();
    int before = play(3, false);
    breaker.configure(Breaker.builder().minimumCalls(50).build());
    assertEquals(RECOVERING, breaker.state());
    int after = play(3, false);
    assertTrue(after >= before && after < 300, before + ", " + after);
  }

  @Test
  void refusesNoMoreThanItsShare() {
    breaker = breaker(Breaker.builder().maxRefused(0.6));
    play(10, false);
    while (breaker.state() != OPEN) {
      play(0.01, true);
    }
    int let = 0;
    for (int i = 0; i < 1_000; i++) {
      long permit = breaker.acquire();
      let += permit == Permit.REJECTED ? 0 : 1;
      if (permit != Permit.REJECTED) {
        breaker.record(permit, true);
      }
    }
    assertEquals(400, let, 60);
    assertEquals(OPEN, breaker.state());
    ticker.advance(2 * SECOND);
    breaker.acquire();
    assertEquals(HALF_OPEN, breaker.state());
  }
}
