package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
  private final LongAdder left = new LongAdder();

  private static final long HOUR = 3_600 * SECOND;

  @Test
  void countsEachSort() {
    TimeWindow window = new TimeWindow(10 * SECOND, 0, left);
    window.add(1, false, false);
    window.add(1, true, false);
    window.add(1, true, true);
    window.add(1, false, true);

    assertEquals(4, window.calls(1));
    assertEquals(2, window.failures(1));
    assertEquals(2, window.slow(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, 2 * SECOND, 10 * SECOND, 33 * SECOND, 60 * SECOND, HOUR})
  void forgetsWithinASixteenthOfTheSpan(long span) {
    for (long step = 0; step < 64; step++) {
      long start = step * span / 64;
      TimeWindow window = new TimeWindow(span, 0, left);
      window.add(start, true, false);

      assertEquals(1, window.failures(start + span - span / 16), "still there");
      assertEquals(0, window.failures(start + span + span / 16), "gone");
    }
  }

  @Test
  void slides() {
    TimeWindow window = new TimeWindow(16 * SECOND, 0, left);
    for (int second = 0; second < 100; second++) {
      window.add(second * SECOND, second % 2 == 0, false);
      long calls = window.calls(second * SECOND);
      if (second >= 16) {
        assertTrue(calls >= 15 && calls <= 17, "calls " + calls);
      }
    }
  }

  @Test
  void seesABurstOverATickEdge() {
    for (long edge = SECOND / 4; edge < 10 * SECOND; edge += SECOND / 4) {
      TimeWindow window = new TimeWindow(SECOND, 0, left);
      for (int i = 0; i < 198; i++) {
        window.add(edge + (i - 99) * 600_000L, true, false);
      }
      assertEquals(198, window.failures(edge + 99 * 600_000L));
    }
  }

  @Test
  void tellsTheFirstCallOfATick() {
    TimeWindow window = new TimeWindow(10 * SECOND, 0, left);

    assertEquals(Window.TURNED, window.add(0, false, false));
    assertEquals(Window.NOTHING, window.add(1, false, false));
    assertEquals(Window.TURNED, window.add(SECOND, false, false));
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, HOUR, -HOUR, 100 * 24 * HOUR, -100 * 24 * HOUR})
  void isItselfAgainAfterAClockStep(long step) {
    TimeWindow window = new TimeWindow(10 * SECOND, 0, left);
    long now = 50 * SECOND;
    for (int i = 0; i < 100; i++) {
      window.add(now, false, false);
    }
    now += step;
    for (int i = 0; i < 320; i++) {
      window.add(now, true, false);
      now += SECOND / 10;
    }

    long failures = window.failures(now);
    assertTrue(failures >= 90 && failures <= 105, "failures " + failures);
    assertEquals(failures, window.calls(now));
  }

  @Test
  void forgetsAllAfterAStall() {
    TimeWindow window = new TimeWindow(SECOND, 0, left);
    window.add(0, true, true);

    for (long lap = 2; lap < 200; lap++) {
      assertEquals(0, window.calls(lap * SECOND), "after " + lap);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, -(1L << 47)})
  void worksAcrossTheWrapsOfTheClock(long origin) {
    TimeWindow window = new TimeWindow(SECOND, origin - SECOND, left);
    for (int i = 0; i < 200; i++) {
      window.add(origin - SECOND + i * SECOND / 100, false, true);
    }

    long now = origin - SECOND + 199 * SECOND / 100;
    assertTrue(window.slow(now) >= 93 && window.slow(now) <= 107, "slow " + window.slow(now));
  }

  @Test
  void whatLeavesIsCounted() {
    TimeWindow window = new TimeWindow(SECOND, 0, left);
    for (int i = 0; i < 1_000; i++) {
      window.count(i * SECOND / 10, i % 2 == 0, false);
      assertEquals(i + 1, left.sum() + window.held());
    }
    window.giveUp(null, 0);
    assertEquals(1_000, left.sum());
    assertEquals(0, window.held());
    window.count(200 * SECOND, true, true);

    assertEquals(1_001, left.sum());
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, 9 * SECOND, 10 * SECOND, 11 * SECOND, 60 * SECOND, HOUR})
  void handsOverWhatTheHeirReachesBackTo(long span) {
    for (long step = 0; step < 40; step++) {
      TimeWindow window = new TimeWindow(10 * SECOND, 0, left);
      long before = left.sum();
      long now = 7 * SECOND + step * SECOND / 8;
      for (long at = 0; at <= now; at += SECOND / 4) {
        window.count(at, at % SECOND == 0, at % (2 * SECOND) == 0);
      }
      long all = window.held() + left.sum() - before;
      long calls = window.calls(now);
      long failures = window.failures(now);
      long slow = window.slow(now);
      TimeWindow heir = new TimeWindow(span, now, left);
      window.giveUp(heir, now);

      assertEquals(all, heir.held() + left.sum() - before);
      if (span >= 10 * SECOND) {
        assertEquals(calls, heir.calls(now));
        assertEquals(failures, heir.failures(now));
        assertEquals(slow, heir.slow(now));
      } else {
        assertEquals(4.0 * Math.min(now, span) / SECOND, heir.calls(now), 4);
        assertEquals(0, heir.failures(now + span + span / 8 + SECOND));
      }
    }
  }

  @Test
  void whatWasHandedOverIsForgottenInTime() {
    TimeWindow window = new TimeWindow(10 * SECOND, 0, left);
    window.count(0, true, true);
    TimeWindow heir = new TimeWindow(12 * SECOND, 5 * SECOND, left);
    window.giveUp(heir, 5 * SECOND);
    assertEquals(1, heir.failures(11 * SECOND));
    assertEquals(0, heir.failures(13 * SECOND));
  }

  @Test
  void callsThatMeetTheHandOverToAnHeirAreCountedOnce() throws InterruptedException {
    int each = 1_000;
    Window[][] generations = new Window[200][];
    for (int i = 0; i < generations.length; i++) {
      generations[i] =
          i % 2 == 0
              ? new Window[] {
                new TimeWindow(HOUR, 0, left),
                new TimeWindow(2 * HOUR, 0, left),
                new TimeWindow(3 * HOUR, 0, left)
              }
              : new Window[] {
                new CountWindow(70, left), new CountWindow(7, left), new CountWindow(700, left)
              };
    }
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      int thread = t;
      threads[t] = new Thread(() -> countInAll(generations, each, thread));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    long held = 0;
    for (int i = 0; i < generations.length; i++) {
      Window last = generations[i][2];
      held += last.held();
      if (i % 2 == 0) {
        assertEquals(threads.length * each, last.calls(each * 1_000L));
        assertEquals(threads.length * each / 2, last.failures(each * 1_000L));
      }
    }
    assertEquals(threads.length * 200L * each, left.sum() + held);
  }

  /** All threads count in the first window of each, of which two are given up meanwhile. */
  private static void countInAll(Window[][] generations, int each, int thread) {
    for (Window[] windows : generations) {
      for (int i = 0; i < each; i++) {
        windows[thread % 2].count(i * 1_000L, i % 2 == 0, false);
        if (thread < 2 && i == each / 2) {
          windows[thread].giveUp(windows[thread + 1], i * 1_000L);
        }
      }
    }
  }

  @Test
  void callsThatMeetTheHandOverAreCountedOnce() throws InterruptedException {
    Window[] windows = new Window[200];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = i % 2 == 0 ? new TimeWindow(SECOND, 0, left) : new CountWindow(7, left);
    }
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      boolean givesUp = t == 0;
      threads[t] =
          new Thread(
              () -> {
                for (Window window : windows) {
                  for (int i = 0; i < 1_000; i++) {
                    window.count(i * SECOND / 40, i % 2 == 0, false);
                    if (givesUp && i == 500) {
                      window.giveUp(null, 0);
                    }
                  }
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(4 * 200 * 1_000, left.sum());
  }

  @Test
  void losesNothingOnEightThreads() throws InterruptedException {
    int threads = 8;
    int each = 200_000;
    TimeWindow window = new TimeWindow(HOUR, 0, left);
    CyclicBarrier start = new CyclicBarrier(threads);
    Thread[] all = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      all[t] =
          new Thread(
              () -> {
                await(start);
                for (int i = 0; i < each; i++) {
                  window.add(i * 1_000_000L, i % 3 == 0, i % 5 == 0);
                }
              });
      all[t].start();
    }
    for (Thread thread : all) {
      thread.join();
    }

    long now = each * 1_000_000L;
    assertEquals((long) threads * each, window.calls(now));
    assertEquals(threads * ((each + 2L) / 3), window.failures(now));
    assertEquals(threads * ((each + 4L) / 5), window.slow(now));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
