package dev.retrofuse.engine.gate;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.outcome.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeasesTest {
  private static final long HOUR = 3_600 * SECOND;

  @Test
  void placesOfLostCallsAreGivenToOthers() {
    BulkheadGate gate = new BulkheadGate(2);
    assertTrue(gate.tryEnter(SECOND, 1));
    assertTrue(gate.tryEnter(SECOND, 1));
    assertFalse(gate.tryEnter(300 * SECOND, 1));
    assertTrue(gate.tryEnter(HOUR, 1));
    assertTrue(gate.tryEnter(HOUR, 1));
    assertFalse(gate.tryEnter(HOUR, 1));
    assertEquals(2, gate.reclaimed());

    gate.leave(Outcome.SUCCESS, HOUR - SECOND, HOUR);
    assertFalse(gate.tryEnter(HOUR, 1), "a lost call that ends after all gives nothing back");
    gate.leave(Outcome.SUCCESS, 0, HOUR);
    assertTrue(gate.tryEnter(HOUR, 1));
  }

  @Test
  void eachPlaceIsGivenBackOnceWhateverTheClockDoes() {
    Random random = new Random(2);
    Leases leases = new Leases(10 * SECOND);
    Deque<Long> held = new ArrayDeque<>();
    long now = Long.MAX_VALUE - 5 * SECOND;
    int places = 0;
    for (int i = 0; i < 200_000; i++) {
      now += random.nextInt(20) == 0 ? random.nextLong(30 * SECOND) : random.nextInt(100_000_000);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          leases.begin(now);
          held.add(now);
          places++;
        }
        case 2, 3 -> {
          Long began = random.nextBoolean() ? held.pollFirst() : held.pollLast();
          places -= began != null && leases.end(began) ? 1 : 0;
        }
        default -> places -= leases.reclaim(now);
      }
      assertTrue(places >= 0, "at " + i);
    }
    for (long began : held) {
      places -= leases.end(began) ? 1 : 0;
    }
    assertEquals(0, places - leases.reclaim(now + HOUR));
  }

  @Test
  void aLeaseIsTenMinutesAndAtMostOneMore() {
    for (long began = 0; began < 100 * SECOND; began += SECOND) {
      BulkheadGate gate = new BulkheadGate(1);
      assertTrue(gate.tryEnter(began, 1));
      assertFalse(gate.tryEnter(began + 600 * SECOND, 1), "began at " + began);
      assertTrue(gate.tryEnter(began + 660 * SECOND, 1), "began at " + began);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND, -SECOND, HOUR, -HOUR, 10 * SECOND})
  void aStepOfTheClockTakesNoPlace(long step) {
    BulkheadGate gate = new BulkheadGate(2);
    long began = 2 * HOUR;
    assertTrue(gate.tryEnter(began, 1));
    assertTrue(gate.tryEnter(began, 1));
    long now = began + step;
    gate.leave(Outcome.SUCCESS, now - began, now);
    assertTrue(gate.tryEnter(now, 1));

    long later = now + HOUR / 5; // nothing was heard of them
    assertTrue(gate.tryEnter(later, 1));
    assertTrue(gate.tryEnter(later, 1));
    assertFalse(gate.tryEnter(later, 1));
    assertEquals(2, gate.bulkhead().concurrent());
  }

  @Test
  void tenMillionEntersAndLeavesOnTwoThreadsLoseNothing() throws InterruptedException {
    BulkheadGate gate = new BulkheadGate(100);
    AtomicLong clock = new AtomicLong();
    Thread[] threads = new Thread[2];
    for (int t = 0; t < threads.length; t++) {
      Random random = new Random(t);
      threads[t] = new Thread(() -> enterAndLeave(gate, random, clock));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(0, gate.bulkhead().concurrent());
    assertEquals(0, gate.reclaimed());
  }

  private static void enterAndLeave(BulkheadGate gate, Random random, AtomicLong clock) {
    Deque<Long> held = new ArrayDeque<>();
    long now = 0;
    for (int i = 0; i < 5_000_000; i++) {
      now = clock.addAndGet(20_000); // in all less than a lease
      if (random.nextBoolean() && gate.tryEnter(now, 1)) {
        held.add(now);
      } else if (!held.isEmpty()) {
        gate.leave(random.nextBoolean() ? Outcome.CANCELLED : null, now - held.poll(), now);
      }
      if (held.size() > 60) {
        gate.leave(Outcome.SUCCESS, now - held.poll(), now);
      }
    }
    for (long began : held) {
      gate.leave(Outcome.SUCCESS, now - began, now);
    }
  }
}
