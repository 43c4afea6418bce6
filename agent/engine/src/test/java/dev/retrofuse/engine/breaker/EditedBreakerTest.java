package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.engine.breaker.CircuitState.CLOSED;
import static dev.retrofuse.engine.breaker.CircuitState.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.retrofuse.rules.Window;
import org.junit.jupiter.api.Test;

/** What a breaker keeps when its figures are edited. */
class EditedBreakerTest extends BreakerFixture {
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
}
