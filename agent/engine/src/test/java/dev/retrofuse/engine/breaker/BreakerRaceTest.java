package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Recovery;
import dev.retrofuse.rules.Window;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many threads, many short states: every change follows from the one before, none gets stuck. */
class BreakerRaceTest {
  private static final int TRIALS = 3;
  private final AtomicInteger ticks = new AtomicInteger();
  private final AtomicInteger admitted = new AtomicInteger();
  private final Queue<Transition> transitions = new ConcurrentLinkedQueue<>();
  private final CircuitBreaker breaker =
      new CircuitBreaker(
          Breaker.builder()
              .window(Window.count(20))
              .minimumCalls(10)
              .slowCallNanos(0)
              .openWaitNanos(MILLISECOND)
              .maxOpenWaitNanos(2 * MILLISECOND)
              .trialCalls(TRIALS)
              .recovery(Recovery.AT_ONCE)
              .build(),
          () -> ticks.incrementAndGet() * 1_000L,
          transitions::add);

  @Test
  void threadsAgreeOnOneSequenceOfStates() throws InterruptedException {
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      Random random = new Random(t);
      threads[t] = new Thread(() -> callOften(random));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(admitted.get(), breaker.ended());
    assertTrue(transitions.size() > 100, "changes: " + transitions.size());
    assertEquals(balance(CircuitState.CLOSED), breaker.state() == CircuitState.CLOSED ? -1 : 0, 1);
    assertEquals(balance(CircuitState.HALF_OPEN), 0, 1);
    for (Transition transition : transitions) {
      assertLegal(transition);
    }
  }

  private void callOften(Random random) {
    for (int i = 0; i < 50_000; i++) {
      long permit = breaker.acquire();
      admitted.addAndGet(permit == Permit.REJECTED ? 0 : 1);
      int outcome = random.nextInt(10);
      if (permit != Permit.REJECTED && outcome == 0) {
        breaker.release(permit);
      } else if (permit != Permit.REJECTED) {
        breaker.record(permit, outcome < 5);
      }
    }
  }

  /** How often the state was left more than it was entered. */
  private int balance(CircuitState state) {
    int balance = 0;
    for (Transition transition : transitions) {
      balance += (transition.from() == state ? 1 : 0) - (transition.to() == state ? 1 : 0);
    }
    return balance;
  }

  private static void assertLegal(Transition transition) {
    switch (transition.from()) {
      case CLOSED:
        assertEquals(CircuitState.OPEN, transition.to());
        break;
      case OPEN:
        assertEquals(CircuitState.HALF_OPEN, transition.to());
        break;
      default:
        assertTrue(transition.to() != CircuitState.HALF_OPEN);
        assertTrue(transition.calls() <= TRIALS, "trial calls " + transition.calls());
    }
  }
}
