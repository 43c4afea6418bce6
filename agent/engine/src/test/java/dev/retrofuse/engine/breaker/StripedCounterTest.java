package dev.retrofuse.engine.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.engine.clock.CoarseClock;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StripedCounterTest {
  private static final int THREADS = 4;
  private static final int EACH = 200_000;

  private final StripedCounter counter = new StripedCounter();

  @Test
  void tellsOfOneAdditionInSoMany() {
    int due = 0;
    for (int i = 0; i < 10 * CoarseClock.CALLS_PER_LOOK; i++) {
      due += counter.increment(7) ? 1 : 0;
    }
    assertEquals(10, due);
    assertEquals(10 * CoarseClock.CALLS_PER_LOOK, counter.sum());
  }

  @Test
  void losesNothingWhileThreadsMeetAndTheSumIsTakenOut() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      new Thread(() -> add(running)).start();
    }
    long taken = 0;
    while (running.getCount() > 0) {
      taken += counter.sumThenReset();
    }
    assertEquals(THREADS * EACH, taken + counter.sum());
  }

  private void add(CountDownLatch running) {
    for (int i = 0; i < EACH; i++) {
      counter.increment(i % 2 == 0 ? 7 : -7);
    }
    running.countDown();
  }
}
