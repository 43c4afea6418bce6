package dev.retrofuse.engine.clock;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoarseClockTest {
  private static final long LOOKS_THAT_PAY = 350_000 / CoarseClock.CALLS_PER_LOOK;
  private final FakeTicker exact = new FakeTicker();
  private volatile boolean tickerHasNoProcessor;
  private volatile long exactReads;
  private volatile Runnable whileReading;
  private final CoarseClock clock = new CoarseClock(this::read);

  private long read() {
    if (Thread.currentThread().getName().equals("retrofuse-ticker")) {
      while (tickerHasNoProcessor) {
        LockSupport.parkNanos(100_000);
      }
    } else {
      exactReads++;
    }
    long time = exact.nanos();
    Runnable meanwhile = whileReading;
    whileReading = null;
    if (meanwhile != null) {
      meanwhile.run();
    }
    return time;
  }

  @AfterEach
  void stop() {
    tickerHasNoProcessor = false;
    clock.stop();
    await(() -> tickers() == 0);
  }

  private static long tickers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("retrofuse-ticker"))
        .count();
  }

  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + 20 * SECOND;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - until < 0, "not within 20 s");
      Thread.onSpinWait();
    }
  }

  private void second(long looks) {
    for (long i = 0; i < looks; i++) {
      clock.look();
    }
    exact.advance(SECOND);
    clock.everySecond();
  }

  private void tick() {
    second(LOOKS_THAT_PAY);
    await(clock::ticks);
  }

  @Test
  void readsTheExactClockWhileCallsAreFew() {
    second(LOOKS_THAT_PAY / 2);
    assertEquals(exact.nanos(), clock.getAsLong());
    assertFalse(clock.ticks());
    assertEquals(0, tickers());
  }

  @Test
  void readsAStoredTimeWhileItPays() {
    tick();
    long reads = exactReads;
    for (int i = 0; i < 1_000; i++) {
      assertEquals(exact.nanos(), clock.getAsLong());
    }
    assertEquals(reads, exactReads);
  }

  @Test
  void theStoredTimeFollowsTheExactOne() {
    tick();
    exact.advance(3 * MILLISECOND);
    await(() -> clock.getAsLong() == exact.nanos());
  }

  @Test
  void endsWhenCallsBecomeFew() {
    tick();
    second(LOOKS_THAT_PAY / 2);
    await(() -> tickers() == 0);
    assertFalse(clock.ticks());
  }

  @Test
  void aLookRenewsATimeThatTheThreadIsLateWith() {
    tick();
    tickerHasNoProcessor = true;
    exact.advance(CoarseClock.OLD_NANOS);
    clock.look();

    assertEquals(exact.nanos(), clock.getAsLong());
  }

  @Test
  void aLookLeavesATimeAloneThatIsFresh() {
    tick();
    tickerHasNoProcessor = true;
    exact.advance(CoarseClock.OLD_NANOS);
    clock.look();
    long stored = clock.getAsLong();
    exact.advance(CoarseClock.OLD_NANOS / 2);
    clock.look();

    assertEquals(stored, clock.getAsLong());
  }

  @Test
  void aLookMendsATimeAheadOfTheClock() {
    tick();
    tickerHasNoProcessor = true;
    exact.advance(-SECOND);
    clock.look();

    assertEquals(exact.nanos(), clock.getAsLong());
  }

  @Test
  void whoWasHeldUpWhileStoringStoresNothing() {
    tick();
    whileReading = clock::stop;
    exact.advance(CoarseClock.OLD_NANOS);
    clock.look();

    assertFalse(clock.ticks());
  }

  @Test
  void stoppingLeavesNoThreadAndNoTime() {
    tick();
    clock.stop();
    await(() -> tickers() == 0);
    exact.advance(SECOND);
    assertEquals(exact.nanos(), clock.getAsLong());
  }
}
