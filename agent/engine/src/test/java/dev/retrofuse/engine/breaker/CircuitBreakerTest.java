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

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private final FakeTicker ticker = new FakeTicker();
  private final List<Transition> transitions = new ArrayList<>();
  private CircuitBreaker breaker = breaker(settings());

  private static Breaker.Builder settings() {
    return Breaker.builder()
        .window(Window.time(10 * SECOND))
        .minimumCalls(10)
        .failureRate(0.5)
        .slowCallNanos(500 * MILLISECOND)
        .slowCallRate(0.5)
        .openWaitNanos(2 * SECOND)
        .backOff(2)
        .maxOpenWaitNanos(30 * SECOND)
        .jitter(0)
        .trialCalls(3);
  }

  private CircuitBreaker breaker(Breaker.Builder settings) {
    return new CircuitBreaker(settings.build(), ticker, transitions::add);
  }

  private void calls(int count, boolean failed) {
    for (int i = 0; i < count; i++) {
      long permit = breaker.acquire();
      assertNotEquals(Permit.REJECTED, permit);
      breaker.record(permit, failed);
    }
  }

  private void open() {
    calls(10, true);
    assertEquals(OPEN, breaker.state());
  }

  private void halfOpen() {
    open();
    ticker.advance(breaker.remainingNanos());
  }

  private Transition last() {
    return transitions.get(transitions.size() - 1);
  }

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
  void configuringKeepsTheCounts() {
    calls(9, true);
    breaker.configure(settings().openWaitNanos(7 * SECOND).build());
    calls(1, true);

    assertEquals(OPEN, breaker.state());
    assertEquals(7 * SECOND, breaker.remainingNanos());
  }

  @Test
  void aStricterThresholdActsWithTheNextCall() {
    calls(90, false);
    calls(10, true);
    breaker.configure(settings().failureRate(0.05).build());
    calls(1, false);

    assertEquals(OPEN, breaker.state());
  }

  @Test
  void configuringKeepsAnOpenBreakerOpen() {
    open();
    breaker.configure(settings().failureRate(0.6).build());
    assertEquals(Permit.REJECTED, breaker.acquire());
    breaker.configure(settings().openWaitNanos(SECOND).maxOpenWaitNanos(SECOND).build());

    assertEquals(OPEN, breaker.state());
    assertEquals(SECOND, breaker.remainingNanos());
  }

  @Test
  void configuringKeepsTrialCallsUnderWay() {
    halfOpen();
    long trial = breaker.acquire();
    breaker.acquire();
    breaker.configure(settings().trialCalls(2).build());
    assertEquals(Permit.REJECTED, breaker.acquire());
    breaker.record(trial, true);

    assertEquals(OPEN, breaker.state());
  }

  @Test
  void fewerTrialCallsAreEnoughWhenSoManyHaveEnded() {
    breaker = breaker(settings().trialCalls(5));
    halfOpen();
    calls(3, false);
    breaker.configure(settings().trialCalls(2).build());

    assertNotEquals(Permit.REJECTED, breaker.acquire());
    assertEquals(CLOSED, breaker.state());
    assertEquals("3 trial calls ended well enough", last().why());
  }

  @Test
  void fewerTrialCallsStayAsBadAsTheyWere() {
    breaker = breaker(settings().trialCalls(5));
    halfOpen();
    calls(2, true);
    calls(1, false);
    breaker.configure(settings().trialCalls(2).build());

    assertEquals(Permit.REJECTED, breaker.acquire());
    assertEquals(OPEN, breaker.state());
    assertEquals("failure rate 66.7% (2 of 3 trial calls), threshold 50%", last().why());
  }

  @Test
  void aFailureAmongMoreTrialCallsThanAreAskedForIsAShareOfAll() {
    breaker = breaker(settings().trialCalls(5));
    halfOpen();
    calls(1, true);
    calls(2, false);
    breaker.configure(settings().trialCalls(2).build());

    assertNotEquals(Permit.REJECTED, breaker.acquire());
    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void allTrialCallsThatAreOutCountAsLostAfterAnEdit() {
    breaker = breaker(settings().trialCalls(5));
    halfOpen();
    calls(1, false);
    for (int i = 0; i < 4; i++) {
      breaker.acquire();
    }
    breaker.configure(settings().trialCalls(2).build());
    ticker.advance(2 * SECOND);

    assertEquals(Permit.REJECTED, breaker.acquire());
    assertEquals("4 trial calls did not end within 2s", last().why());
  }

  @Test
  void anotherLengthOfTheWindowKeepsTheCounts() {
    calls(5, true);
    ticker.advance(3 * SECOND);
    calls(4, true);
    breaker.configure(settings().window(Window.time(12 * SECOND)).build());
    assertEquals(9, breaker.failures());
    assertEquals(9, breaker.ended());
    ticker.advance(4 * SECOND);
    calls(1, true);

    assertEquals(OPEN, breaker.state());
    assertEquals(10, last().failures());
    assertEquals(10, breaker.ended());
  }

  @Test
  void aShorterWindowKeepsWhatItReaches() {
    calls(5, true);
    ticker.advance(6 * SECOND);
    calls(4, true);
    breaker.configure(settings().window(Window.time(5 * SECOND)).build());

    assertEquals(4, breaker.failures());
    assertEquals(9, breaker.ended());
    breaker.configure(settings().window(Window.time(3600 * SECOND)).build());
    assertEquals(4, breaker.failures());
    assertEquals(9, breaker.ended());
  }

  @Test
  void moreCallsInTheWindowKeepTheLastOnes() {
    breaker = breaker(settings().window(Window.count(100)));
    calls(100, false);
    calls(40, true);
    breaker.configure(settings().window(Window.count(200)).build());
    assertEquals(40, breaker.failures());
    assertEquals(140, breaker.ended());
    calls(19, true);
    assertEquals(CLOSED, breaker.state(), "59 of 119, for 60 of the last 100 were good");
    calls(1, true);
    assertEquals(OPEN, breaker.state());
  }

  @Test
  void anotherLengthOfTheWindowKeepsCountsWhileRecovering() {
    breaker = breaker(settings().openWaitNanos(SECOND));
    for (int i = 0; i < 100; i++) {
      calls(1, false);
      ticker.advance(100 * MILLISECOND);
    }
    while (breaker.state() == CLOSED) {
      calls(1, true);
    }
    ticker.advance(SECOND);
    calls(3, false);
    assertEquals(CircuitState.RECOVERING, breaker.state());
    long permit = Permit.REJECTED;
    while (permit == Permit.REJECTED) {
      permit = breaker.acquire();
    }
    breaker.record(permit, true);
    long ended = breaker.ended();
    breaker.configure(settings().window(Window.time(20 * SECOND)).build());

    assertEquals(1, breaker.failures());
    assertEquals(ended, breaker.ended());
  }

  @Test
  void theWindowThatAChangeOfStateLeavesIsForgotten() {
    halfOpen();
    calls(3, false);
    breaker.configure(settings().window(Window.time(30 * SECOND)).build());

    assertEquals(CLOSED, breaker.state());
    assertEquals(0, breaker.failures());
  }

  @Test
  void anEditDoesNotMakeGoodCallsBlind() {
    calls(100, false);
    ticker.advance(6 * SECOND);
    calls(40, true);
    breaker.configure(settings().openWaitNanos(3 * SECOND).build());
    calls(1, false);
    assertEquals(CLOSED, breaker.state());
    ticker.advance(5 * SECOND);
    calls(1, false);

    assertEquals(OPEN, breaker.state());
  }

  @Test
  void anotherKindOfWindowStartsEmpty() {
    calls(9, true);
    breaker.configure(settings().window(Window.count(50)).build());
    calls(9, true);
    assertEquals(CLOSED, breaker.state());
    calls(1, true);

    assertEquals(OPEN, breaker.state());
  }

  @Test
  void callsUnderWayWhenSlowCallsAreTurnedOnAreNotSlow() {
    breaker = breaker(settings().slowCallNanos(0));
    long permit = breaker.acquire();
    breaker.configure(settings().build());
    ticker.advance(SECOND);

    assertEquals(false, breaker.record(permit, false));
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
