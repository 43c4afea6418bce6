package dev.retrofuse.engine.limit;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
  private static final long HOUR = 3_600 * SECOND;
  private final Random random = new Random(11);
  private final Throttle throttle = new Throttle(5 * SECOND, 2, 0.9, 0, 0);
  private long now;
  private int sent;

  /** So many calls over so long a time, of which a share is accepted. */
  private int call(int calls, long nanos, double accepted) {
    sent = 0;
    int served = 0;
    for (int i = 0; i < calls; i++) {
      now += nanos / calls;
      if (throttle.tryEnter(random.nextDouble(), 1, now)) {
        sent++;
        if (random.nextDouble() < accepted) {
          throttle.accepted(now);
          served++;
        }
      }
    }
    return served;
  }

  @Test
  void followsTheFormula() {
    for (int i = 0; i < 30; i++) {
      throttle.tryEnter(0.999, 1, 0);
    }
    for (int i = 0; i < 10; i++) {
      throttle.accepted(0);
    }

    assertEquals((30 - 2 * 10) / 31.0, throttle.probability(0));
    assertFalse(throttle.tryEnter(0.3, 1, 0));
    assertEquals((31 - 2 * 10) / 32.0, throttle.probability(0), "counts refused calls too");
    assertTrue(throttle.tryEnter(0.35, 1, 0));
  }

  @Test
  void refusesNothingWhileHalfIsAccepted() {
    call(1_000, 10 * SECOND, 0.9);

    assertEquals(1_000, sent);
    assertEquals(0, throttle.probability(now));
  }

  @Test
  void alwaysLetsSomeThrough() {
    call(10_000, 10 * SECOND, 0);

    assertEquals(0.9, throttle.probability(now));
    call(10_000, 10 * SECOND, 0);
    assertEquals(1_000, sent, 150);
  }

  @Test
  void sendsAtMostTwiceWhatIsAccepted() {
    call(5_000, 5 * SECOND, 0.3);
    int served = call(20_000, 20 * SECOND, 0.3);

    // Of what is sent 30 % is served, so it settles where K * A = R - p * R.
    assertTrue(sent > 2_000 && sent < 12_000, "sent " + sent);
    assertTrue(served > 0.25 * sent);
  }

  @Test
  void comesBackWithinSecondsOnceAllIsAccepted() {
    call(5_000, 10 * SECOND, 0);
    call(5_000, 10 * SECOND, 1);
    call(2_500, 5 * SECOND, 1);

    assertEquals(0, throttle.probability(now));
    assertEquals(2_500, sent);
  }

  @Test
  void lessImportantCallsAreRefusedMore() {
    for (int i = 0; i < 99; i++) {
      throttle.tryEnter(0.999, 1, 0);
    }
    for (int i = 0; i < 30; i++) {
      throttle.accepted(0);
    }

    assertEquals(0.39, throttle.probability(0));
    assertTrue(throttle.tryEnter(0.5, 1, 0));
    assertFalse(throttle.tryEnter(0.5, 2, 0));
    assertFalse(throttle.tryEnter(0.999999, 10, 0));
  }

  @Test
  void fewCallsProveNothing() {
    throttle.configure(5 * SECOND, 2, 0.9, 10, 0);
    for (int i = 0; i < 10; i++) {
      assertTrue(throttle.tryEnter(0, 1, 0), "call " + i);
    }
    assertFalse(throttle.tryEnter(0, 1, 0));
  }

  @Test
  void startsAtTheCapWhateverWasBefore() {
    call(1_000, 5 * SECOND, 1);
    throttle.startAtCap(now);

    assertEquals(0.9, throttle.probability(now));
    assertEquals(0.9, throttle.probability(now + 4 * SECOND));
    assertFalse(throttle.idle(now));
    call(3_000, 15 * SECOND, 1);
    assertEquals(0, throttle.probability(now), "opens again");
  }

  @Test
  void startsAtTheCapWithoutAnyCallBefore() {
    throttle.startAtCap(0);
    assertEquals(0.9, throttle.probability(0), 1e-9);

    throttle.configure(5 * SECOND, 2, 1, 50, 0);
    throttle.startAtCap(0);
    assertEquals(50 / 51.0, throttle.probability(0), 1e-9);
  }

  @Test
  void theMoreCallsItStartsWithTheSlowerItOpens() {
    throttle.startAtCap(10, 0);
    call(100, SECOND, 1);
    double few = throttle.probability(now);
    throttle.startAtCap(1_000, now);
    call(100, SECOND, 1);

    assertTrue(throttle.probability(now) > few + 0.3, few + " " + throttle.probability(now));
  }

  @Test
  void isIdleAfterAWholeWindowWithoutRefusal() {
    throttle.startAtCap(100, now);
    int calls = 0;
    while (throttle.probability(now) > 0) {
      call(10, 10 * MILLISECOND, 1);
      assertFalse(throttle.idle(now), "after " + calls++);
    }
    long open = now;
    while (!throttle.idle(now)) {
      call(10, 10 * MILLISECOND, 1);
      assertTrue(now - open < 6 * SECOND);
    }
    assertTrue(now - open >= 4_900 * MILLISECOND, "after " + (now - open));
  }

  @Test
  void isIdleOnceNobodyCalls() {
    call(100, SECOND, 0);

    assertFalse(throttle.idle(now));
    assertTrue(throttle.idle(now + 11 * SECOND));
  }

  @Test
  void isIdleAWindowAfterTheClockSteppedBack() {
    throttle.startAtCap(now);
    now -= HOUR;

    assertFalse(throttle.idle(now));
    assertFalse(throttle.idle(now + 4 * SECOND));
    assertTrue(throttle.idle(now + 6 * SECOND));
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, HOUR, -HOUR, 100 * 24 * HOUR, -100 * 24 * HOUR})
  void isItselfAgainAfterAClockStep(long step) {
    call(5_000, 10 * SECOND, 0);
    now += step;
    call(100, SECOND, 0);
    assertEquals(0.9, throttle.probability(now), 0.01, "still throttles");
    call(10_000, 20 * SECOND, 1);
    assertEquals(0, throttle.probability(now), "still opens");
    call(5_000, 10 * SECOND, 1);
    assertTrue(throttle.idle(now));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE - 7 * SECOND, -7 * SECOND, Long.MIN_VALUE})
  void worksAcrossTheWrapsOfTheClock(long start) {
    Throttle other = new Throttle(5 * SECOND, 2, 0.9, 0, start);
    for (int i = 0; i < 1_500; i++) {
      other.tryEnter(0.95, 1, start + i * 10 * MILLISECOND);
      assertEquals(Math.min(i + 1, 500), other.requests(start + i * 10 * MILLISECOND), 32);
    }
  }

  @Test
  void otherFiguresKeepTheCounts() {
    call(1_000, 10 * SECOND, 0);
    throttle.configure(20 * SECOND, 2, 0.8, 0, now);
    assertEquals(500, throttle.requests(now), 32);
    assertEquals(0.8, throttle.probability(now));

    // The buckets of 20 s are more than one second long, and the newest has only begun.
    throttle.configure(2 * SECOND, 2, 0.8, 0, now);
    long requests = throttle.requests(now);
    assertEquals(200, requests, 110);
    throttle.configure(2 * SECOND, 1, 0.7, 3, now);
    assertEquals(requests, throttle.requests(now));
  }

  @Test
  void countsAreKeptWhenFiguresChangeUnderLoad() throws InterruptedException {
    Throttle busy = new Throttle(60 * SECOND, 2, 0, 0, 0);
    int each = 200_000;
    Runnable calls =
        () -> {
          for (int i = 0; i < each; i++) {
            busy.tryEnter(0.5, 1, 0);
            busy.accepted(0);
          }
        };
    Thread one = new Thread(calls);
    Thread two = new Thread(calls);
    one.start();
    two.start();
    int edits = 0;
    while (one.isAlive() || two.isAlive()) {
      busy.configure((60 + edits++ % 2) * SECOND, 2, 0, 0, 0);
    }
    one.join();
    two.join();

    assertTrue(busy.requests(0) >= 2 * each, "requests " + busy.requests(0));
    assertTrue(busy.accepts(0) >= 2 * each, "accepts " + busy.accepts(0));
  }

  @Test
  void knowsWhatIsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new Throttle(0, 2, 0.9, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Throttle(SECOND, 0.5, 0.9, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Throttle(SECOND, 2, 1.1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Throttle(SECOND, 2, 0.9, -1, 0));
  }

  private static Throttle sparing() {
    return Throttle.sparingFreshCalls(5 * SECOND, 2, 0.9, 10, 0);
  }

  private static int enter(Throttle throttle, int calls, long now) {
    int entered = 0;
    for (int i = 0; i < calls; i++) {
      entered += throttle.tryEnter(0.5, 1, now) ? 1 : 0;
    }
    return entered;
  }

  @Test
  void manyThreadsThatBeginAtOnceAreNotRefused() {
    Throttle all = sparing();
    assertEquals(200, enter(all, 200, 0));
    for (int i = 0; i < 200; i++) {
      all.ended(100 * MILLISECOND, 100 * MILLISECOND);
      all.accepted(100 * MILLISECOND);
    }
    assertEquals(0, all.probability(200 * MILLISECOND));
    assertEquals(0, all.probability(SECOND));
    assertTrue(enter(new Throttle(5 * SECOND, 2, 0.9, 10, 0), 200, 0) < 30, "what would be else");
  }

  @Test
  void callsThatHangCountSoon() {
    Throttle hanging = sparing();
    enter(hanging, 200, 0);
    assertEquals(0, hanging.probability(400 * MILLISECOND));
    assertEquals(0.9, hanging.probability(600 * MILLISECOND));
  }

  @Test
  void aFreshCallThatIsTurnedAwayCountsAtOnce() {
    Throttle busy = sparing();
    for (int i = 0; i < 200; i++) {
      long at = i * MILLISECOND;
      if (busy.tryEnter(0.5, 1, at)) {
        busy.ended(MILLISECOND / 2, at);
      }
    }
    assertEquals(0.9, busy.probability(200 * MILLISECOND));
  }

  @Test
  void anotherWindowGoesOnSparing() {
    Throttle edited = sparing();
    edited.configure(SECOND, 2, 0.9, 10, 0);
    assertEquals(200, enter(edited, 200, 0));
    assertEquals(0.9, edited.probability(150 * MILLISECOND), "a tenth of a second is no moment");
  }
}
