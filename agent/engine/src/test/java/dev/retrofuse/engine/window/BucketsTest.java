package dev.retrofuse.engine.window;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
  private static final long HOUR = 3_600 * SECOND;

  @ParameterizedTest
  @ValueSource(longs = {SECOND / 1_000, SECOND, 5 * SECOND, 10 * SECOND, 33 * SECOND, HOUR})
  void forgetsWithinASixteenthOfTheSpan(long span) {
    for (long step = 0; step < 64; step++) {
      long start = step * span / 64;
      Buckets buckets = new Buckets(span, 0);
      buckets.add(3, start);

      assertEquals(3, buckets.sum(start));
      assertEquals(3, buckets.sum(start + span - span / 16), "still there");
      assertEquals(0, buckets.sum(start + span + span / 16), "gone");
    }
  }

  @Test
  void sumsAreThoseOfTheTimes() {
    Random random = new Random(8);
    for (int round = 0; round < 50; round++) {
      Buckets buckets = new Buckets(SECOND, 0);
      long[] times = new long[400];
      long now = 0;
      for (int i = 0; i < times.length; i++) {
        now += (long) (random.nextDouble() * SECOND / 50);
        times[i] = now;
        buckets.add(1, now);
        long sum = buckets.sum(now);
        long most = count(times, i, now - SECOND - SECOND / 16);
        long least = count(times, i, now - SECOND + SECOND / 16);
        assertTrue(sum >= least && sum <= most, least + " <= " + sum + " <= " + most);
      }
    }
  }

  private static long count(long[] times, int newest, long since) {
    long count = 0;
    for (int i = 0; i <= newest; i++) {
      count += times[i] >= since ? 1 : 0;
    }
    return count;
  }

  @Test
  void forgetsAllAfterAStall() {
    Buckets buckets = new Buckets(SECOND, 0);
    buckets.add(1, 0);

    for (long lap = 2; lap < 200; lap++) {
      assertEquals(0, buckets.sum(lap * SECOND), "after " + lap);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, HOUR, -HOUR, 100 * 24 * HOUR, -100 * 24 * HOUR})
  void isItselfAgainAfterAClockStep(long step) {
    Buckets buckets = new Buckets(10 * SECOND, 0);
    long now = 50 * SECOND;
    buckets.add(1_000, now);
    now += step;
    for (int i = 0; i < 320; i++) {
      buckets.add(1, now);
      now += SECOND / 10;
    }

    assertEquals(98, buckets.sum(now), 8);
  }

  @Test
  void spreadsEvenly() {
    Buckets buckets = new Buckets(10 * SECOND, 0);
    buckets.spread(1_000, 0);

    for (int second = 0; second <= 10; second++) {
      assertEquals(1_000 - 100 * second, buckets.sum(second * SECOND), 70, "after " + second);
    }
  }

  @Test
  void takesOverWhatLiesInTheWindow() {
    Buckets old = new Buckets(10 * SECOND, 0);
    for (int i = 0; i < 100; i++) {
      old.add(1, i * SECOND / 10);
    }
    long now = 99 * SECOND / 10;
    Buckets longer = new Buckets(30 * SECOND, now);
    longer.addAll(old, now);
    assertEquals(old.sum(now), longer.sum(now));
    Buckets shorter = new Buckets(2 * SECOND, now);
    shorter.addAll(old, now);

    assertEquals(20, shorter.sum(now), 8);
    assertEquals(10, shorter.sum(now + SECOND), 8);
    assertEquals(0, shorter.sum(now + 3 * SECOND));
  }

  @Test
  void losesNothingOnFourThreads() throws InterruptedException {
    Buckets buckets = new Buckets(HOUR, 0);
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 200_000; i++) {
                  buckets.add(1, i * 10_000_000L);
                  buckets.sum(i * 10_000_000L);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(800_000, buckets.sum(200_000 * 10_000_000L + HOUR / 32));
  }
}
