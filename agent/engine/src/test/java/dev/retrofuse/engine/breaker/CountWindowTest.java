package dev.retrofuse.engine.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountWindowTest {
  private final LongAdder left = new LongAdder();

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 63, 64, 65, 100, 1_000, 10_000})
  void holdsExactlyTheLastOutcomes(int size) {
    CountWindow window = new CountWindow(size, left);
    Deque<boolean[]> expected = new ArrayDeque<>();
    Random random = new Random(size);
    for (int i = 0; i < 3 * size + 7; i++) {
      boolean[] outcome = {random.nextInt(3) == 0, random.nextInt(4) == 0};
      window.add(0, outcome[0], outcome[1]);
      expected.addLast(outcome);
      if (expected.size() > size) {
        expected.removeFirst();
      }
      if (i % (1 + size / 50) == 0) {
        assertSame(expected, window);
      }
    }
    assertSame(expected, window);
  }

  private static void assertSame(Deque<boolean[]> expected, CountWindow window) {
    assertEquals(expected.size(), window.calls(0));
    assertEquals(expected.stream().filter(outcome -> outcome[0]).count(), window.failures(0));
    assertEquals(expected.stream().filter(outcome -> outcome[1]).count(), window.slow(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 64, 99, 100, 101, 300})
  void handsTheLastOutcomesOverInTheirOrder(int size) {
    Random random = new Random(size);
    for (int made = 0; made < 250; made++) {
      CountWindow window = new CountWindow(100, left);
      CountWindow heir = new CountWindow(size, left);
      Deque<boolean[]> expected = new ArrayDeque<>();
      long before = left.sum();
      for (int i = 0; i < made; i++) {
        // Clean calls at first.
        boolean[] outcome = {i > 60 && random.nextInt(3) == 0, i > 90 && random.nextInt(4) == 0};
        window.count(0, outcome[0], outcome[1]);
        expected.addLast(outcome);
      }
      window.giveUp(heir, 0);
      assertEquals(made, left.sum() - before + heir.held());
      while (expected.size() > Math.min(size, 100)) {
        expected.removeFirst();
      }
      assertSame(expected, heir);
      for (int i = 0; i < size; i++) {
        heir.count(0, true, false);
        expected.addLast(new boolean[] {true, false});
        if (expected.size() > size) {
          expected.removeFirst();
        }
        assertSame(expected, heir);
      }
    }
  }

  @Test
  void aWindowOfTimeTakesNothingOver() {
    CountWindow window = new CountWindow(10, left);
    window.count(0, true, false);
    Window heir = new TimeWindow(1_000_000_000L, 0, left);
    window.giveUp(heir, 0);
    assertEquals(0, heir.held());
    assertEquals(1, left.sum());
  }

  @Test
  void losesNothingOnEightThreads() throws InterruptedException {
    CountWindow window = new CountWindow(10_000, left);
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  window.add(0, i % 2 == 0, i % 10 == 0);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(8_000, window.calls(0));
    assertEquals(4_000, window.failures(0));
    assertEquals(800, window.slow(0));
  }
}
