package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.engine.breaker.CircuitState.CLOSED;
import static dev.retrofuse.engine.breaker.CircuitState.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What opens a breaker beside the rates of its window. */
class EvidenceTest {
  private final FakeTicker ticker = new FakeTicker(77_777);
  private final List<Transition> transitions = new ArrayList<>();

  private CircuitBreaker breaker(Breaker.Builder settings) {
    return new CircuitBreaker(settings.build(), ticker, transitions::add);
  }

  private static void call(CircuitBreaker breaker, boolean failed) {
    breaker.record(breaker.acquire(), failed);
  }

  private String why() {
    return transitions.get(transitions.size() - 1).why();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100, 1_000, 20_000})
  void aHangIsSeenSoonAfterTheThresholdThoughNoCallEnds(int perSecond) {
    CircuitBreaker breaker = breaker(Breaker.builder().slowCallNanos(SECOND));
    for (int i = 0; i < 3 * perSecond; i++) {
      long permit = breaker.acquire();
      ticker.advance(SECOND / perSecond);
      breaker.record(permit, false);
    }
    long began = ticker.nanos();
    int let = 0;
    while (breaker.state() == CLOSED && ticker.nanos() - began < 30 * SECOND) {
      let += breaker.acquire() == Permit.REJECTED ? 0 : 1;
      ticker.advance(SECOND / perSecond);
    }

    double seen = (double) (ticker.nanos() - began) / SECOND;
    double least = Math.max(1.2, 1.1 + 10.0 / perSecond);
    assertTrue(seen > 1 && seen <= least, seen + " s, " + let + " calls let in");
    assertTrue(why().contains("nearly no call ends within 1s"), why());
    assertTrue(why().endsWith("of them still under way"), why());
  }

  @ParameterizedTest
  @ValueSource(longs = {500, 900, 1_100, 1_500})
  void aHangThatBeganBeforeAnEditIsSeenByTheNewThreshold(long millis) {
    CircuitBreaker breaker = breaker(Breaker.builder().slowCallNanos(SECOND));
    for (int i = 0; i < 400 && breaker.state() == CLOSED; i++) {
      if (i == 45) {
        breaker.configure(Breaker.builder().slowCallNanos(millis * MILLISECOND).build());
      }
      breaker.acquire();
      ticker.advance(10 * MILLISECOND);
    }

    double seen = (double) (ticker.nanos() - 77_777) / MILLISECOND;
    assertEquals(OPEN, breaker.state());
    assertTrue(seen > millis && seen < 1.1 * millis + 150, seen + " ms");
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000, 1_000_000, 3_000_000, 60_000_000_000L, 3_600_000_000_000L})
  void aHangIsSeenAtAnyThreshold(long slow) {
    CircuitBreaker breaker = breaker(Breaker.builder().slowCallNanos(slow));
    ticker.advance(3_600 * SECOND);
    long began = ticker.nanos();
    while (breaker.state() == CLOSED && ticker.nanos() - began < 5 * slow) {
      breaker.acquire();
      ticker.advance(slow / 100);
    }
    assertEquals(OPEN, breaker.state());
    assertTrue(ticker.nanos() - began < 1.3 * slow, (ticker.nanos() - began) + " ns");
  }

  @Test
  void callsWhoseEndIsLostAreForgotten() {
    CircuitBreaker breaker = breaker(Breaker.builder().slowCallNanos(SECOND));
    for (int hour = 0; hour < 20; hour++) {
      breaker.acquire();
      for (int second = 0; second < 3_600; second++) {
        long permit = breaker.acquire();
        ticker.advance(10 * MILLISECOND);
        breaker.record(permit, false);
        ticker.advance(990 * MILLISECOND);
      }
    }
    assertEquals(List.of(), transitions);
  }

  @Test
  void learningStepByStepDoesNotHideAHang() {
    CircuitBreaker breaker = breaker(Breaker.builder().slowCallNanos(SECOND));
    long calls = 0;
    for (; calls < 1_000 && breaker.state() == CLOSED; calls++) {
      breaker.acquire();
      ticker.advance(10 * MILLISECOND);
      if (calls % 60 == 59) {
        long slow = SECOND + calls * MILLISECOND;
        breaker.configure(Breaker.builder().slowCallNanos(slow).build());
      }
    }
    assertEquals(OPEN, breaker.state());
    assertTrue(calls < 300, calls + " calls let in");
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 400, 900, 1_100, 5_000, 60_000})
  void callsThatEndAfterEditsLeaveNothingBehind(long millis) {
    Random random = new Random(millis);
    InFlight inFlight = new InFlight(SECOND, ticker.nanos());
    Deque<Long> began = new ArrayDeque<>();
    for (int i = 0; i < 200_000; i++) {
      long now = ticker.nanos();
      if (random.nextBoolean()) {
        if (inFlight.begin(now)) {
          began.add(now & -1_024);
        }
      } else if (!began.isEmpty()) {
        inFlight.end(random.nextBoolean() ? began.pollFirst() : began.pollLast());
      }
      if (i % 5_000 == 0) {
        long slow = i % 10_000 == 0 ? millis * MILLISECOND : SECOND;
        inFlight = InFlight.after(inFlight, slow, ticker);
      }
      ticker.advance(random.nextInt(3) * MILLISECOND / 4);
    }
    int left = began.size();
    ticker.advance(1_000 * SECOND);
    long overdue = inFlight.overdue(ticker.nanos());
    assertTrue(overdue >= 0 && overdue <= left, overdue + " of " + left);
    while (!began.isEmpty()) {
      inFlight.end(began.poll());
      assertTrue(inFlight.overdue(ticker.nanos()) >= 0);
    }
    assertEquals(0, inFlight.overdue(ticker.nanos()));
    inFlight.begin(ticker.nanos());
    for (int i = 0; i < 400; i++) { // all cells around, so that it is ancient
      ticker.advance(inFlight.slowNanos() / 64);
      inFlight.begin(ticker.nanos());
      inFlight.end(ticker.nanos());
    }
    assertEquals(1, inFlight.overdue(ticker.nanos()), "nothing of before hides it");
  }

  @Test
  void callsThatTakeLongerThanBeforeAreNoHangUnderALongerThreshold() {
    CircuitBreaker breaker = breaker(Breaker.builder().slowCallNanos(500 * MILLISECOND));
    Deque<Long> underWay = new ArrayDeque<>();
    for (int i = 0; i < 2_000; i++) {
      if (i == 40) {
        breaker.configure(Breaker.builder().slowCallNanos(5 * SECOND).build());
      }
      underWay.add(breaker.acquire());
      ticker.advance(10 * MILLISECOND);
      if (underWay.size() > 300) {
        breaker.record(underWay.poll(), false);
      }
      assertEquals(CLOSED, breaker.state(), "at call " + i);
    }
  }

  @Test
  void callsFollowedBeforeSlowCallsWereOffDoNotEndAmongThoseOfAfter() {
    InFlight first = new InFlight(SECOND, ticker.nanos());
    long began = ticker.nanos() & -1_024;
    first.begin(ticker.nanos());
    ticker.advance(SECOND);
    InFlight second = InFlight.after(null, SECOND, ticker);
    assertFalse(second.begin(ticker.nanos()), "at the edge of a tick, others may have begun");
    ticker.advance(SECOND);
    assertTrue(second.begin(ticker.nanos()));
    second.end(began);
    ticker.advance(9 * SECOND);
    assertEquals(1, second.overdue(ticker.nanos()));
  }

  @Test
  void withConfidenceAnEditKeepsWhatTheStretchedWindowHolds() {
    long year = 365L * 24 * 3_600 * SECOND;
    ticker.advance(year);
    CircuitBreaker sure = breaker(Breaker.builder().confidence(0.95));
    int calls = 0;
    for (; sure.state() == CLOSED && calls < 100; calls++) {
      call(sure, true);
      ticker.advance(2 * SECOND);
      if (calls == 3) {
        sure.configure(Breaker.builder().confidence(0.95).openWaitNanos(SECOND).build());
      } else if (calls == 5) {
        Window longer = Window.time(12 * SECOND);
        sure.configure(Breaker.builder().confidence(0.95).window(longer).build());
      } else if (calls == 7) {
        sure.configure(Breaker.builder().confidence(0.95).minimumCalls(12).build());
      }
    }
    assertEquals(12, calls);
  }

  @Test
  void aHangAtACallEachTwoSecondsIsSeenAfterTheMinimumOfCalls() {
    CircuitBreaker breaker = breaker(Breaker.builder().slowCallNanos(500 * MILLISECOND));
    int let = 0;
    while (breaker.state() == CLOSED && let < 100) {
      breaker.acquire();
      let++;
      ticker.advance(2 * SECOND);
    }
    assertEquals(OPEN, breaker.state());
    assertTrue(let <= 12, let + " calls let in");
  }

  @Test
  void callsThatTakeLongButLessThanTheThresholdAreNoHang() {
    CircuitBreaker breaker = breaker(Breaker.builder().slowCallNanos(SECOND));
    Deque<Long> underWay = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      underWay.add(breaker.acquire());
      ticker.advance(MILLISECOND);
      if (underWay.size() > 990) {
        breaker.record(underWay.poll(), false);
      }
    }
    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void aTenthOfTheCallsHangingIsJudgedByTheRate() {
    CircuitBreaker breaker =
        breaker(Breaker.builder().slowCallNanos(100 * MILLISECOND).slowCallRate(0.5));
    for (int i = 0; i < 10_000; i++) {
      long permit = breaker.acquire();
      ticker.advance(MILLISECOND);
      if (i % 10 != 0) {
        breaker.record(permit, false);
      }
    }
    assertEquals(CLOSED, breaker.state());
  }

  @Test
  void callsUnderWayAreIgnoredIfTheRuleSaysSo() {
    CircuitBreaker breaker = breaker(Breaker.builder().slowCallNanos(SECOND).countsInFlight(false));
    for (int i = 0; i < 3_000; i++) {
      assertTrue(breaker.acquire() != Permit.REJECTED);
      ticker.advance(10 * MILLISECOND);
    }
  }

  @Test
  void manyLongCallsThatEndAtLastLeaveNothingBehind() {
    Random random = new Random(5);
    InFlight inFlight = new InFlight(100 * MILLISECOND, ticker.nanos());
    Deque<Long> began = new ArrayDeque<>();
    for (int i = 0; i < 100_000; i++) {
      long now = ticker.nanos();
      if (random.nextBoolean()) {
        if (inFlight.begin(now)) {
          began.add(now);
        }
      } else if (!began.isEmpty()) {
        inFlight.end(random.nextBoolean() ? began.pollFirst() : began.pollLast());
      }
      ticker.advance(random.nextInt(3) * MILLISECOND);
    }
    while (!began.isEmpty()) {
      inFlight.end(began.poll());
    }
    ticker.advance(SECOND);
    assertEquals(0, inFlight.overdue(ticker.nanos()));
  }

  @Test
  void failuresInARowOpen() {
    CircuitBreaker breaker = breaker(Breaker.builder().consecutiveFailures(5).minimumCalls(1_000));
    for (int i = 0; i < 100; i++) {
      call(breaker, i % 5 != 0);
    }
    assertEquals(CLOSED, breaker.state());
    call(breaker, false);
    for (int i = 0; i < 5; i++) {
      assertEquals(CLOSED, breaker.state());
      call(breaker, true);
    }
    assertEquals(OPEN, breaker.state());
    assertEquals("5 failures in a row", why());
  }

  @Test
  void withConfidenceChanceOpensNothing() {
    CircuitBreaker sure = breaker(Breaker.builder().confidence(0.95));
    for (int i = 0; i < 10; i++) {
      call(sure, i < 6);
    }
    assertEquals(CLOSED, sure.state(), "6 of 10 may be chance");
    for (int i = 0; i < 20; i++) {
      call(sure, true);
    }
    assertEquals(OPEN, sure.state());
  }

  @ParameterizedTest
  @ValueSource(longs = {600, 1_000, 2_000, 4_000})
  void aPauseOfThisSideIsNoHang(long pauseMillis) {
    CircuitBreaker breaker = breaker(Breaker.builder().slowCallNanos(500 * MILLISECOND));
    Deque<Long> underWay = new ArrayDeque<>();
    for (int i = 0; i < 3_000; i++) {
      ticker.advance((i == 2_000 ? pauseMillis : 10) * MILLISECOND);
      // All wait for 300 ms, and after the pause the first one to run is one that begins a call.
      while (i > 30
          && i != 2_000
          && Permit.elapsed(underWay.peek(), ticker.nanos()) >= 300 * MILLISECOND) {
        breaker.record(underWay.poll(), false);
      }
      underWay.add(breaker.acquire());
      assertEquals(CLOSED, breaker.state(), "at call " + i);
    }
  }

  @Test
  void withConfidenceTheWindowReachesBackForTheMinimumOfCalls() {
    CircuitBreaker sure = breaker(Breaker.builder().confidence(0.95));
    CircuitBreaker plain = breaker(Breaker.builder());
    int calls = 0;
    for (; sure.state() == CLOSED && calls < 100; calls++) {
      call(sure, true);
      call(plain, true);
      ticker.advance(2 * SECOND);
    }
    assertEquals(CLOSED, plain.state(), "its window never holds 10 calls");
    assertEquals(10, calls);
  }

  @Test
  void aFailureOfYesterdayDoesNotCountToday() {
    CircuitBreaker sure = breaker(Breaker.builder().confidence(0.95));
    for (int day = 0; day < 30; day++) {
      call(sure, true);
      ticker.advance(24 * 3_600 * SECOND);
    }
    assertEquals(CLOSED, sure.state());
  }

  @Test
  void fivePercentOfNoiseAtACallEachTwoSecondsOpensNothingInAWeek() {
    Random random = new Random(11);
    CircuitBreaker sure = breaker(Breaker.builder().confidence(0.95));
    for (int i = 0; i < 7 * 43_200; i++) {
      call(sure, random.nextInt(20) == 0);
      ticker.advance(2 * SECOND);
    }
    assertEquals(0, transitions.size());
  }

  @Test
  void wilsonsBoundIsThatOfTheTables() {
    Confidence confidence = new Confidence(0.95);
    assertEquals(0.787, confidence.lowerBound(10, 10), 0.001);
    assertEquals(0.269, confidence.lowerBound(5, 10), 0.001);
    assertEquals(0.419, confidence.lowerBound(50, 100), 0.001);
    assertEquals(0, confidence.lowerBound(0, 10), 0.001);
  }
}
