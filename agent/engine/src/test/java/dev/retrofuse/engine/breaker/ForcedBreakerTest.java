package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.engine.breaker.CircuitState.CLOSED;
import static dev.retrofuse.engine.breaker.CircuitState.HALF_OPEN;
import static dev.retrofuse.engine.breaker.CircuitState.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator says outweighs what the breaker has found, for a time. */
class ForcedBreakerTest {
  private final FakeTicker ticker = new FakeTicker();
  private final List<Transition> transitions = new ArrayList<>();
  private final CircuitBreaker breaker =
      new CircuitBreaker(settings().build(), ticker, transitions::add);

  private static Breaker.Builder settings() {
    return Breaker.builder()
        .window(Window.time(10 * SECOND))
        .minimumCalls(10)
        .openWaitNanos(2 * SECOND)
        .backOff(2)
        .maxOpenWaitNanos(30 * SECOND)
        .jitter(0)
        .trialCalls(1);
  }

  private static Force force(CircuitState to) {
    return new Force(to, 600 * SECOND, "ann", 1_000, "forced by ann");
  }

  private void calls(int count, boolean failed) {
    for (int i = 0; i < count; i++) {
      breaker.record(breaker.acquire(), failed);
    }
  }

  private String last() {
    Transition last = transitions.get(transitions.size() - 1);
    return last.from() + " " + last.to() + " " + last.why();
  }

  @Test
  void openRefusesUntilTheTimeIsOverAndThenTries() {
    breaker.force(force(OPEN));
    assertEquals("CLOSED OPEN forced by ann", last());
    assertEquals("forced by ann", breaker.refusal());
    ticker.advance(599 * SECOND);
    assertEquals(Permit.REJECTED, breaker.acquire());
    assertEquals(SECOND, breaker.remainingNanos());
    assertEquals(SECOND, breaker.forcedNanos());
    ticker.advance(SECOND);
    breaker.settle();

    assertEquals("OPEN HALF_OPEN forced open by ann: the time is over", last());
    assertNull(breaker.forced());
    calls(1, false);
    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void aTrialThatFailsAfterForcedOpenBeginsWithTheFirstWait() {
    breaker.force(force(OPEN));
    ticker.advance(600 * SECOND);
    calls(1, true);
    assertEquals(OPEN, breaker.state());
    assertEquals(2 * SECOND, breaker.remainingNanos());
  }

  @Test
  void theBackOffOfBeforeGoesOnAfterForcedOpen() {
    calls(10, true);
    ticker.advance(2 * SECOND);
    calls(1, true);
    assertEquals(4 * SECOND, breaker.remainingNanos());
    breaker.force(force(OPEN));
    ticker.advance(600 * SECOND);
    calls(1, true);
    assertEquals(8 * SECOND, breaker.remainingNanos());
  }

  @Test
  void closedIsBlindUntilTheTimeIsOverAndThenKnowsNothing() {
    calls(10, true);
    assertEquals(OPEN, breaker.state());
    breaker.force(force(CLOSED));
    assertEquals("OPEN CLOSED forced by ann", last());
    calls(1_000, true);
    assertEquals(CLOSED, breaker.state());
    assertEquals(0, breaker.retriesBarredNanos());
    ticker.advance(600 * SECOND);
    breaker.settle();

    assertEquals("CLOSED CLOSED forced closed by ann: the time is over", last());
    calls(9, true);
    assertEquals(CLOSED, breaker.state());
    calls(1, true);
    assertEquals(OPEN, breaker.state());
    assertEquals(1_020, breaker.ended());
  }

  @Test
  void theNextCallEndsForcedClosedAsWell() {
    breaker.force(force(CLOSED));
    ticker.advance(600 * SECOND);
    calls(10, true);
    assertEquals(OPEN, breaker.state());
  }

  @Test
  void resetForgetsCountsBackOffAndWhatWasForced() {
    calls(10, true);
    ticker.advance(2 * SECOND);
    calls(1, true);
    breaker.spare(20 * SECOND);
    breaker.force(force(OPEN));
    breaker.reset("reset by ann");
    assertEquals("OPEN CLOSED reset by ann", last());
    assertNull(breaker.forced());
    assertEquals(0, breaker.failures());
    calls(10, true);
    assertEquals(OPEN, breaker.state());
    assertEquals(2 * SECOND, breaker.remainingNanos());
  }

  @Test
  void aCallOfBeforeSaysNothingOfWhatIsForced() {
    long before = breaker.acquire();
    breaker.force(force(OPEN));
    breaker.record(before, true);
    breaker.force(force(CLOSED));
    long during = breaker.acquire();
    breaker.reset("reset by ann");
    breaker.record(during, true);
    assertEquals(0, breaker.failures());
    assertEquals(2, breaker.ended());
  }

  @Test
  void outlivesAnEditOfFigures() {
    breaker.force(force(OPEN));
    breaker.configure(settings().maxOpenWaitNanos(3 * SECOND).build());
    assertEquals(600 * SECOND, breaker.remainingNanos());
    breaker.force(force(CLOSED));
    breaker.configure(settings().minimumCalls(1).build());
    calls(5, true);
    assertNotNull(breaker.forced());
    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void whatTheOtherSideAsksForDoesNotMakeItLonger() {
    breaker.force(force(OPEN));
    breaker.spare(1_000 * SECOND);
    assertEquals(600 * SECOND, breaker.remainingNanos());
  }

  @Test
  void noOtherStateCanBeForced() {
    assertThrows(IllegalArgumentException.class, () -> force(HALF_OPEN));
  }
}
