package dev.retrofuse.engine.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Waits for one of a pool's connections, by a clock of the test's own. */
class WaitingLineTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  private final WaitingLine line = new WaitingLine();
  private final Deque<Long> waiting = new ArrayDeque<>();
  private long now = 5 * SECOND;
  private int refused;
  private long longest;

  private boolean joins(long timeOut) {
    boolean joined = line.tryEnter(timeOut, now);
    if (joined) {
      waiting.add(now);
    } else {
      refused++;
    }
    return joined;
  }

  private void firstIsServed() {
    long waited = now - waiting.remove();
    longest = Math.max(longest, waited);
    line.served(waited, now);
  }

  /** Calls come each {@code gap}, and one is served each {@code hold}. */
  private void play(long nanos, long gap, long hold, long timeOut) {
    for (long end = now + nanos; now < end; now += MS) {
      if (now % gap == 0) {
        joins(timeOut);
      }
      if (now % hold == 0 && !waiting.isEmpty()) {
        firstIsServed();
      }
    }
  }

  @Test
  void whoFindsNobodyWaitsForNothing() {
    for (int i = 0; i < 10; i++) {
      assertTrue(joins(0));
      now += 10 * SECOND;
      firstIsServed();
      assertEquals(0, line.expected(now));
    }
  }

  @Test
  void aRushOnAPoolThatHasConnectionsIsNoLine() {
    for (int rush = 0; rush < 5; rush++) {
      for (int i = 0; i < 20; i++) {
        assertTrue(joins(300 * MS));
      }
      now += 60 * MS; // all open or test their connection at the same time
      for (int i = 0; i < 20; i++) {
        firstIsServed();
        assertTrue(line.expected(now) <= 300 * MS, () -> line.expected(now) + " ns");
      }
      now += SECOND;
    }
  }

  @Test
  void callsThatComeOneByOneAreNeverRefused() {
    for (int i = 0; i < 1_000; i++) {
      assertTrue(joins(MS));
      assertTrue(joins(MS), "two at once");
      firstIsServed();
      firstIsServed();
      now += SECOND;
    }
  }

  @Test
  void theLineIsOnlyAsLongAsTheTimeOut() {
    play(20 * SECOND, 10 * MS, 100 * MS, 2 * SECOND);
    assertTrue(longest < 6 * SECOND, longest / MS + " ms"); // while nothing was known
    longest = 0;
    play(60 * SECOND, 10 * MS, 100 * MS, 2 * SECOND);
    assertTrue(longest > SECOND && longest < 3 * SECOND, longest / MS + " ms");
    assertTrue(waiting.size() > 10 && waiting.size() < 30, waiting.size() + " wait");
    assertEquals(80 * 90, refused, 300, "what is served is as much as without");
  }

  @Test
  void itIsKnownEarlyThatTheLineGrowsTooLong() {
    long begin = now;
    while (refused == 0) {
      play(10 * MS, 10 * MS, 100 * MS, 2 * SECOND);
    }
    assertTrue(now - begin < SECOND, (now - begin) / MS + " ms");
  }

  @Test
  void whereNobodyIsServedItCountsForHowLong() {
    for (long from = now; now <= from + SECOND; now += 10 * MS) {
      assertTrue(line.tryEnter(SECOND, now));
    }
    assertTrue(line.tryEnter(SECOND, now), "the one that finds out");
    for (int i = 0; i < 99; i++, now += 10 * MS) {
      assertFalse(line.tryEnter(SECOND, now));
    }
    now += 10 * MS;
    assertTrue(line.tryEnter(SECOND, now), "the one of this second");
    assertTrue(line.tryEnter(20 * SECOND, now), "who has more time");
  }

  @Test
  void whoeverHangsDoesNotKeepOthersOut() {
    joins(200 * MS);
    waiting.clear(); // of the first one nothing is heard any more
    for (int i = 0; i < 600; i++) {
      now += 100 * MS;
      assertTrue(joins(200 * MS), "after " + i);
      now += MS;
      firstIsServed();
    }
  }

  @Test
  void afterAStandstillAllIsAsBefore() {
    for (int i = 0; i < 50; i++) {
      joins(SECOND);
    }
    now += 30 * SECOND;
    assertTrue(joins(SECOND), "the one that finds out");
    assertFalse(joins(SECOND));
    while (!waiting.isEmpty()) {
      now += MS;
      firstIsServed();
    }
    refused = 0;
    play(60 * SECOND, 10 * MS, 10 * MS, SECOND);
    assertEquals(0, refused);
  }

  @Test
  void whoGivesUpIsNoLongerInTheLine() {
    joins(SECOND);
    now += 10 * SECOND;
    assertEquals(10 * SECOND, line.expected(now), 1);
    line.left();
    assertEquals(0, line.expected(now));
    joins(SECOND);
    now += MS;
    assertEquals(MS, line.expected(now), 1);
  }
}
