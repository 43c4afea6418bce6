package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.Breaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Several threads on one clock, which goes on by a little with each look at it. */
class InFlightRaceTest {
  private static final long THRESHOLD = 10 * MILLISECOND;
  private static final int THREADS = 4;

  private final AtomicLong clock = new AtomicLong(123_456_789L);
  private volatile long hangsFrom;

  private long now() {
    return clock.addAndGet(1_000);
  }

  private static void together(int threads, Runnable work) throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(new Thread(work));
    }
    for (Thread thread : all) {
      thread.start();
    }
    for (Thread thread : all) {
      thread.join();
    }
  }

  @Test
  void aHangIsSeenWithinAQuarterOverTheThreshold() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      hangsFrom = clock.get() + 3 * THRESHOLD;
      List<Long> opened = new ArrayList<>();
      CircuitBreaker breaker =
          new CircuitBreaker(
              Breaker.builder().slowCallNanos(THRESHOLD).build(),
              this::now,
              transition -> opened.add(clock.get() - hangsFrom));
      together(THREADS, () -> callUntilRefused(breaker));
      long after = opened.get(0);
      assertTrue(after > THRESHOLD && after <= 1.25 * THRESHOLD, after + " ns after");
    }
  }

  private void callUntilRefused(CircuitBreaker breaker) {
    for (; ; ) {
      long permit = breaker.acquire();
      if (permit == Permit.REJECTED) {
        return;
      }
      if (clock.get() < hangsFrom) {
        breaker.record(permit, false);
      }
    }
  }

  @Test
  void noCallIsOverlookedThatDoesNotEnd() throws InterruptedException {
    for (int round = 0; round < 2_000; round++) {
      InFlight inFlight = new InFlight(THRESHOLD, clock.get());
      AtomicLong left = new AtomicLong();
      together(2, () -> callAndLeaveOne(inFlight, left));

      // The first look after a pause is never a judgement.
      inFlight.isToBeJudged(clock.addAndGet(THRESHOLD));
      long later = clock.addAndGet(THRESHOLD / 4);
      assertTrue(inFlight.isToBeJudged(later), "round " + round);
      assertEquals(left.get(), inFlight.overdue(later));
    }
  }

  @Test
  void noCallIsForgottenOrTakenForAnotherWhileThresholdsChange() throws InterruptedException {
    for (int round = 0; round < 300; round++) {
      AtomicReference<InFlight> current =
          new AtomicReference<>(new InFlight(THRESHOLD, clock.get()));
      together(THREADS, () -> callAndChangeOnce(current));

      InFlight last = current.get();
      last.begin(clock.addAndGet(THRESHOLD));
      for (int i = 0; i < 400; i++) { // all cells around, so that it is ancient
        last.begin(clock.addAndGet(THRESHOLD / 128));
        last.end(clock.get());
      }
      assertEquals(1, last.overdue(clock.get()), "round " + round);
    }
  }

  /** One of the threads changes the threshold, while others begin and end calls. */
  private void callAndChangeOnce(AtomicReference<InFlight> current) {
    for (int i = 0; i < 300; i++) {
      InFlight asked = current.get();
      long now = now();
      boolean followed = asked.begin(now);
      if (i == 150 && current.get() == asked) {
        current.compareAndSet(asked, InFlight.after(asked, THRESHOLD / 2, this::now));
      }
      if (followed) {
        current.get().end(now & -1_024);
      }
    }
  }

  @Test
  void aThreadThatWasHeldUpBeforeItsCallBeganIsSeen() {
    InFlight inFlight = new InFlight(THRESHOLD, clock.get());
    long heldUp = clock.addAndGet(THRESHOLD / 8);
    inFlight.isToBeJudged(heldUp);
    inFlight.isToBeJudged(clock.addAndGet(THRESHOLD / 8));
    inFlight.begin(heldUp);
    assertTrue(inFlight.isToBeJudged(clock.addAndGet(THRESHOLD / 8)));
  }

  @Test
  void nothingIsLookedAtWhileCallsEndBeforeTheNextBegins() {
    InFlight inFlight = new InFlight(THRESHOLD, clock.get());
    for (int i = 0; i < 1_000; i++) {
      long now = clock.addAndGet(THRESHOLD / 8);
      boolean judged = inFlight.isToBeJudged(now);
      assertEquals(i > 500 && i <= 503, judged, "call " + i);
      assertEquals(0, judged ? inFlight.overdue(now) : 0);
      inFlight.begin(now);
      if (i == 502) {
        inFlight.end(now - 2 * THRESHOLD / 8);
      }
      if (i != 500) {
        inFlight.end(now);
      }
    }
  }

  /** Each call is in a tick of its own or in that of the one before, as the clock has it. */
  private void callAndLeaveOne(InFlight inFlight, AtomicLong left) {
    int which = ThreadLocalRandom.current().nextInt(200);
    for (int i = 0; i < 200; i++) {
      long now = clock.addAndGet(THRESHOLD / 128);
      if (inFlight.isToBeJudged(now)) {
        inFlight.overdue(now);
      }
      inFlight.begin(now);
      if (i == which) {
        left.incrementAndGet();
      } else {
        inFlight.end(now);
      }
    }
  }
}
