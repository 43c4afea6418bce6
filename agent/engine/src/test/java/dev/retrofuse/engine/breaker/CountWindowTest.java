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
