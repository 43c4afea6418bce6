package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.engine.breaker.CircuitState.CLOSED;
import static dev.retrofuse.engine.breaker.CircuitState.HALF_OPEN;
import static dev.retrofuse.engine.breaker.CircuitState.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.Window;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest extends BreakerFixture {
  @Test
  void opensWithTheCallThatReachesMinimumAndRate() {
    calls(9, true);
    assertEquals(CLOSED, breaker.state());
    calls(1, true);

    assertEquals(OPEN, breaker.state());
    assertEquals(Permit.REJECTED, breaker.acquire());
    assertEquals(10, last().calls());
    assertEquals(10, last().failures());
    assertEquals(2 * SECOND, last().waitNanos());
    assertEquals("failure rate 100% (10 of 10 calls), threshold 50%", last().why());
  }

  @Test
  void aSuccessThatReachesTheMinimumOpensToo() {
    calls(6, true);
    calls(3, false);
    assertEquals(CLOSED, breaker.state());
    calls(1, false);

    assertEquals(OPEN, breaker.state());
  }

  @Test
  void opensExactlyAtTheRateHoweverManyCallsThereAre() {
    calls(1_000, false);
    calls(999, true);
    assertEquals(CLOSED, breaker.state());
    calls(1, true);

    assertEquals(OPEN, breaker.state());
  }

  @Test
  void opensWhenTheGoodCallsSlideOut() {
    calls(100, false);
    ticker.advance(6 * SECOND);
    calls(40, true);
    assertEquals(CLOSED, breaker.state());
    ticker.advance(5 * SECOND);
    calls(1, false);

    assertEquals(OPEN, breaker.state());
  }

  @Test
  void countWindowJudgesTheLastCalls() {
    breaker = breaker(settings().window(Window.count(20)));
    calls(100, false);
    calls(9, true);
    assertEquals(CLOSED, breaker.state());
    calls(1, true);

    assertEquals(OPEN, breaker.state());
    assertEquals(20, last().calls());
  }

  @Test
  void slowCallsOpen() {
    for (int i = 0; i < 10; i++) {
      long permit = breaker.acquire();
      ticker.advance(500 * MILLISECOND);
      assertTrue(breaker.record(permit, false));
    }

    assertEquals(OPEN, breaker.state());
    assertTrue(last().why().startsWith("slow-call rate 100% (10 of 10 calls)"), last().why());
  }

  @Test
  void fewFailuresDoNotOpen() {
    for (int i = 0; i < 10_000; i++) {
      calls(1, i % 3 == 0);
      ticker.advance(MILLISECOND);
    }

    assertEquals(CLOSED, breaker.state());
    assertTrue(transitions.isEmpty());
  }

  @Test
  void refusesUntilTheWaitIsOver() {
    open();
    ticker.advance(2 * SECOND - 1);
    assertEquals(Permit.REJECTED, breaker.acquire());
    assertEquals(1, breaker.remainingNanos());
    ticker.advance(1);

    assertNotEquals(Permit.REJECTED, breaker.acquire());
    assertEquals(HALF_OPEN, breaker.state());
    assertEquals(2 * SECOND, last().lastedNanos());
  }

  @Test
  void givesOnlySoManyTrialCalls() {
    halfOpen();
    long first = breaker.acquire();
    breaker.acquire();
    breaker.acquire();
    assertEquals(Permit.REJECTED, breaker.acquire());
    breaker.record(first, false);

    assertEquals(Permit.REJECTED, breaker.acquire());
    assertEquals("3 trial calls are under way", breaker.refusal());
  }

  @Test
  void closesWhenTheTrialCallsAreGood() {
    halfOpen();
    calls(2, false);
    assertEquals(HALF_OPEN, breaker.state());
    calls(1, false);

    assertEquals(CLOSED, breaker.state());
    assertNull(breaker.refusal());
    assertEquals(3, last().calls());
  }

  @Test
  void aMinorityOfFailedTrialCallsCloses() {
    halfOpen();
    calls(1, true);
    calls(2, false);

    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void opensAgainAsSoonAsTheTrialCannotSucceed() {
    halfOpen();
    calls(2, true);

    assertEquals(OPEN, breaker.state());
    assertEquals(4 * SECOND, last().waitNanos());
  }

  @Test
  void slowTrialCallsOpenAgain() {
    halfOpen();
    for (int i = 0; i < 2; i++) {
      long permit = breaker.acquire();
      ticker.advance(600 * MILLISECOND);
      breaker.record(permit, false);
    }

    assertEquals(OPEN, breaker.state());
  }

  @Test
  void afterClosingTheWindowIsEmpty() {
    halfOpen();
    calls(3, false);
    calls(9, true);

    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void anIgnoredTrialCallGivesItsLeaseBack() {
    halfOpen();
    for (int i = 0; i < 100; i++) {
      breaker.release(breaker.acquire());
    }
    calls(3, false);

    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void trialCallsThatNeverEndFail() {
    halfOpen();
    breaker.acquire();
    breaker.acquire();
    ticker.advance(5 * SECOND);
    long third = breaker.acquire();
    ticker.advance(2 * SECOND - 1);
    assertEquals(Permit.REJECTED, breaker.acquire());
    ticker.advance(1);
    assertEquals(Permit.REJECTED, breaker.acquire());

    assertEquals(OPEN, breaker.state());
    assertEquals("3 trial calls did not end within 2s", last().why());
    breaker.record(third, false);
    assertEquals(OPEN, breaker.state());
  }

  @Test
  void aFewLostTrialCallsAmongGoodOnesClose() {
    halfOpen();
    breaker.acquire();
    calls(2, false);
    ticker.advance(2 * SECOND);

    assertNotEquals(Permit.REJECTED, breaker.acquire());
    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void withoutSlowCallsALeaseLastsAMinute() {
    breaker = breaker(settings().slowCallNanos(0));
    halfOpen();
    breaker.acquire();
    breaker.acquire();
    breaker.acquire();
    ticker.advance(60 * SECOND - 1);
    breaker.acquire();
    assertEquals(HALF_OPEN, breaker.state());
    ticker.advance(1);
    breaker.acquire();

    assertEquals(OPEN, breaker.state());
  }

  @Test
  void resultsOfAnEarlierGenerationDecideNothing() {
    long[] old = new long[50];
    for (int i = 0; i < old.length; i++) {
      old[i] = breaker.acquire();
    }
    halfOpen();
    long trial = breaker.acquire();
    for (int i = 0; i < 25; i++) {
      breaker.record(old[i], false);
    }
    assertEquals(HALF_OPEN, breaker.state(), "old successes do not close");
    for (int i = 25; i < 40; i++) {
      breaker.record(old[i], true);
    }
    assertEquals(HALF_OPEN, breaker.state(), "old failures do not open");
    for (int i = 40; i < 50; i++) {
      breaker.release(old[i]);
    }
    breaker.acquire();
    breaker.acquire();
    assertEquals(Permit.REJECTED, breaker.acquire(), "old permits are not given back as leases");
    breaker.record(trial, false);
    assertEquals(HALF_OPEN, breaker.state());
  }

  @Test
  void resultsOfTheTrialDoNotCountOnceItIsOver() {
    halfOpen();
    long late = breaker.acquire();
    calls(2, true);
    ticker.advance(4 * SECOND);
    breaker.acquire();
    breaker.record(late, true);

    assertEquals(HALF_OPEN, breaker.state());
    assertEquals(0, last().calls());
  }

  @Test
  void theWaitGrowsWithEachFailedTrial() {
    open();
    long[] expected = {4, 8, 16, 30, 30};
    for (long seconds : expected) {
      ticker.advance(breaker.remainingNanos());
      calls(2, true);
      assertEquals(seconds * SECOND, breaker.remainingNanos());
    }
  }

  @Test
  void closingBrieflyDoesNotResetTheWait() {
    halfOpen();
    calls(3, false);
    ticker.advance(2 * SECOND);
    open();

    assertEquals(4 * SECOND, breaker.remainingNanos());
  }

  @Test
  void stayingClosedLongerThanTheLastWaitResetsIt() {
    halfOpen();
    calls(3, false);
    ticker.advance(2 * SECOND + 1);
    open();

    assertEquals(2 * SECOND, breaker.remainingNanos());
  }

  @Test
  void theClockSteppingBackWedgesNothing() {
    open();
    ticker.advance(-SECOND);
    assertEquals(Permit.REJECTED, breaker.acquire());
    ticker.advance(-3_600 * SECOND);
    calls(3, false);

    assertEquals(CLOSED, breaker.state());
    ticker.advance(-3_600 * SECOND);
    open();
  }

  @Test
  void generationsGoOnAfterTheLast() {
    for (int i = 0; i < 70_000 / 2; i++) {
      halfOpen();
      calls(2, true);
      ticker.advance(breaker.remainingNanos());
      calls(3, false);
      ticker.advance(60 * SECOND);
    }
    assertEquals(CLOSED, breaker.state());
    assertTrue(breaker.generation() > 0);
  }
}
