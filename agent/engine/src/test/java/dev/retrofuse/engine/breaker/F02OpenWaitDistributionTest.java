package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long breakers wait, for a thousand settings and courses of events that chance chooses. */
class F02OpenWaitDistributionTest {
  private static final int CASES = 1_000;
  private static final int WAITS = 2_000;
  private static final double JITTER = 0.2;

  private final Random random = new Random(2);

  @Test
  void waitsLieWithinTheJitterAroundWhatBackOffAndTheLongestSay() {
    for (int i = 0; i < CASES; i++) {
      Breaker settings = anySettings();
      int reopened = random.nextInt(20);
      double middle = middle(settings, reopened);
      double factor = new OpenWait(settings).nanos(reopened, random.nextDouble()) / middle;
      assertTrue(factor > 1 - JITTER - 1e-6 && factor < 1 + JITTER, settings + ": " + factor);
    }
  }

  @Test
  void theyAreSpreadEvenlyOverThatRangeTheLongestToo() {
    for (int i = 0; i < 100; i++) {
      Breaker settings = anySettings();
      OpenWait wait = new OpenWait(settings);
      int reopened = i % 2 == 0 ? random.nextInt(20) : 1_000;
      double middle = middle(settings, reopened);
      double sum = 0;
      double squares = 0;
      for (int n = 0; n < WAITS; n++) {
        double off = wait.nanos(reopened, random.nextDouble()) / middle - 1;
        sum += off;
        squares += off * off;
      }
      // Uniform over a range of 2 * 0.2 around 0: its standard deviation is 0.2 / sqrt(3).
      assertEquals(0, sum / WAITS, 0.015);
      assertEquals(JITTER / Math.sqrt(3), Math.sqrt(squares / WAITS), 0.01);
    }
  }

  /** Closed for longer than it was last open, it begins anew; else it goes on with longer waits. */
  @Test
  void theBackOffBeginsAnewOnlyAfterABreakerStayedClosedLongerThanItWasOpen() {
    FakeTicker ticker = new FakeTicker(77_777);
    for (int i = 0; i < CASES; i++) {
      Breaker settings = anySettings();
      CircuitBreaker breaker =
          new CircuitBreaker(settings, ticker, transition -> {}, random::nextDouble);
      int reopened = 0;
      for (int outage = 0; outage < 6; outage++) {
        long wait = open(breaker);
        double factor = wait / middle(settings, reopened);
        assertTrue(Math.abs(factor - 1) <= JITTER + 1e-6, reopened + " times: " + factor);
        ticker.advance(wait);
        breaker.record(breaker.acquire(), false);
        assertEquals(CircuitState.CLOSED, breaker.state());
        long closed = (long) (wait * 2 * random.nextDouble());
        reopened = closed > wait ? 0 : reopened + 1;
        ticker.advance(closed);
      }
    }
  }

  /** The first failure opens it, for that long. */
  private static long open(CircuitBreaker breaker) {
    breaker.record(breaker.acquire(), true);
    assertEquals(CircuitState.OPEN, breaker.state());
    return breaker.remainingNanos();
  }

  private Breaker anySettings() {
    long first = (1 + random.nextInt(10_000)) * MILLISECOND;
    return Breaker.builder()
        .window(dev.retrofuse.rules.Window.count(1))
        .minimumCalls(1)
        .trialCalls(1)
        .openWaitNanos(first)
        .backOff(1 + 3 * random.nextDouble())
        .maxOpenWaitNanos((long) (first * (1 + 20 * random.nextDouble())))
        .build();
  }

  private static double middle(Breaker settings, int reopened) {
    double grown = settings.openWaitNanos() * Math.pow(settings.backOff(), reopened);
    return Math.min(grown, settings.maxOpenWaitNanos());
  }
}
