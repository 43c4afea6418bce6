package dev.retrofuse.engine.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import org.junit.jupiter.api.Test;

class ProspectsTest {
  private static final long SECOND = FakeTicker.SECOND;

  @Test
  void aTimeWindowHoldsWhatComesInItsTime() {
    Prospects prospects = new Prospects(Breaker.builder().minimumCalls(30).build());
    assertEquals(21, prospects.mostCalls(2, 0));
    assertEquals(30, prospects.mostCalls(2, 10));
    assertFalse(prospects.enough(29));
    assertTrue(prospects.enough(30));
  }

  @Test
  void withConfidenceItReachesFurtherBack() {
    Breaker breaker = Breaker.builder().minimumCalls(30).confidence(0.9).build();
    assertEquals(30, new Prospects(breaker).mostCalls(0.01, 0));
    assertEquals(1, new Prospects(breaker).mostCalls(0.001, 0), "calls too far apart");
  }

  @Test
  void aCountWindowHoldsItsCalls() {
    Breaker breaker = Breaker.builder().window(Window.count(50)).build();
    assertEquals(50, new Prospects(breaker).mostCalls(0.001, 0));
    assertTrue(new Prospects(breaker).opensByFailures(50, 25));
    assertFalse(new Prospects(breaker).opensByFailures(50, 24));
  }

  @Test
  void certaintyMayBeOutOfReach() {
    Breaker.Builder breaker = Breaker.builder().confidence(0.99).minimumCalls(10);
    assertFalse(new Prospects(breaker.failureRate(0.9).build()).opensByFailures(10));
    assertTrue(new Prospects(breaker.failureRate(0.5).build()).opensByFailures(10));
  }

  /** A breaker of these figures does so. */
  @Test
  void isWhatABreakerDoes() {
    Breaker figures = Breaker.builder().window(Window.time(10 * SECOND)).minimumCalls(30).build();
    for (double perSecond : new double[] {2, 2.8, 3, 5}) {
      FakeTicker ticker = new FakeTicker();
      CircuitBreaker breaker = new CircuitBreaker(figures, ticker, transition -> {});
      boolean opened = false;
      for (int i = 0; i < 1_000 && !opened; i++) {
        ticker.advance((long) (SECOND / perSecond));
        breaker.record(breaker.acquire(), true);
        opened = breaker.state() == CircuitState.OPEN;
      }
      Prospects prospects = new Prospects(figures);
      boolean may = prospects.enough(prospects.mostCalls(perSecond, 0));
      assertTrue(may || !opened, perSecond + " calls a second");
      assertEquals(perSecond >= 3, opened, perSecond + " calls a second");
    }
  }
}
