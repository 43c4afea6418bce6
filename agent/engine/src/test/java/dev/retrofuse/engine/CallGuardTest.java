package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.waist.RetrofuseGuard.REJECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseThread;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CallGuardTest extends EngineFixture {
  private static final String MATCH = "- {name: pay, match: {http: {path: /**}}";
  private static final String BREAKER =
      ", breaker: {minimum-calls: 4, open-wait: 2s, jitter: 0%, slow-call: 500ms, trial-calls: 2}";

  private RetrofuseGuard guard(String policies) {
    apply(MATCH + policies + "}");
    return http("http://shop:8080/x");
  }

  @Test
  void countsWhatBecameOfCalls() {
    RetrofuseGuard guard = guard(BREAKER);
    call(guard, 200, null);
    call(guard, 500, null);
    call(guard, 0, new CancellationException());
    long slow = guard.enter();
    ticker.advance(SECOND);
    assertNull(guard.exit(slow, 200, null));

    assertEquals(4, status().calls());
    assertEquals(1, status().failures());
    assertEquals(1, status().slow());
    assertEquals("shop:8080", status().key());
  }

  @Test
  void refusesWhileOpen() {
    RetrofuseGuard guard = guard(BREAKER);
    calls(guard, 4, 503);

    assertEquals(REJECTED, guard.enter());
    assertEquals(CircuitState.OPEN, status().state());
    assertEquals(1, status().refused());
    assertEquals(4, status().calls());
    assertEquals(2_000, status().openForMillis());
    assertFalse(RetrofuseThread.current().inside(RetrofuseThread.HTTP));
  }

  @Test
  void opensTriesAndCloses() {
    RetrofuseGuard guard = guard(BREAKER);
    calls(guard, 4, 503);
    ticker.advance(2 * SECOND);
    calls(guard, 2, 200);

    assertEquals(CircuitState.CLOSED, status().state());
    assertEquals(3, changes.size());
    StateChange opened = changes.get(0);
    assertEquals("pay shop:8080", opened.rule() + " " + opened.key());
    assertEquals(4, opened.calls());
    assertEquals(4, opened.failures());
    assertEquals(2_000, opened.untilMillis() - opened.atMillis());
    String line = opened.toString();
    assertTrue(line.startsWith("rule 'pay' shop:8080: closed since 20"), line);
    assertTrue(
        line.contains(
            ", now open: failure rate 100% (4 of 4 calls), threshold 50%;"
                + " calls 4, failures 4, slow 0, refused 0 so far; refuses until 20"),
        line);
    assertTrue(changes.get(1).toString().contains("now half-open: open wait of 2s is over"));
    assertTrue(changes.get(2).toString().contains("now closed: 2 trial calls ended well enough"));
  }

  @Test
  void theRejectionSaysWhyAndUntilWhen() {
    RetrofuseGuard guard = guard(BREAKER);
    calls(guard, 4, 503);
    Throwable one = guard.exit(guard.enter(), 0, null);

    assertSame(ConnectException.class, one.getClass());
    String text = one.getMessage();
    assertTrue(
        text.startsWith(
            "Retrofuse rule 'pay' rejected a call to shop:8080:"
                + " its circuit breaker is open until 20"),
        text);
    assertTrue(text.endsWith("Z: failure rate 100% (4 of 4 calls), threshold 50%"), text);
    Throwable other = guard.exit(guard.enter(), 0, null);
    assertNotSame(one, other);
    assertSame(text, other.getMessage());
  }

  @Test
  void theRejectionOfAHalfOpenBreakerSaysSo() {
    RetrofuseGuard guard = guard(BREAKER);
    calls(guard, 4, 503);
    ticker.advance(2 * SECOND);
    guard.enter();
    guard.enter();

    assertEquals(REJECTED, guard.enter());
    assertEquals(
        "Retrofuse rule 'pay' rejected a call to shop:8080:"
            + " its circuit breaker is half-open: 2 trial calls are under way",
        guard.rejection(REJECTED).getMessage());
    RetrofuseThread.current().leave(RetrofuseThread.HTTP);
    RetrofuseThread.current().leave(RetrofuseThread.HTTP);
  }

  @Test
  void theBulkheadAdmitsSoManyAtOnce() {
    RetrofuseGuard guard = guard(", bulkhead: {max-concurrent: 2}");
    long one = begin(guard);
    long two = begin(guard);
    long refused = guard.enter();
    assertTrue(refused < 0);
    assertEquals(
        "Retrofuse rule 'pay' rejected a call to shop:8080:"
            + " as many calls as its bulkhead allows are under way (max-concurrent 2)",
        guard.rejection(refused).getMessage());
    assertEquals(2, status().concurrent());
    guard.end(one, 200, null);
    long three = begin(guard);
    assertNotEquals(REJECTED, three);
    guard.end(two, 0, new IOException());
    guard.end(three, 200, null);

    assertEquals(0, status().concurrent());
    assertEquals(3, status().calls());
    assertEquals(1, status().failures());
    assertEquals(1, status().refused());
    assertEquals(CircuitState.NONE, status().state());
  }

  private static long begin(RetrofuseGuard guard) {
    long permit = guard.enter();
    guard.leave(permit);
    return permit;
  }

  @Test
  void anOpenBreakerTakesNoPlaceInTheBulkhead() {
    RetrofuseGuard guard = guard(BREAKER + ", bulkhead: {max-concurrent: 1}");
    calls(guard, 4, 503);
    for (int i = 0; i < 10; i++) {
      assertEquals(REJECTED, guard.enter());
      assertTrue(guard.rejection(REJECTED).getMessage().contains("is open until"));
    }

    assertEquals(0, status().concurrent());
    ticker.advance(2 * SECOND);
    assertNotEquals(REJECTED, begin(guard));
    assertEquals(1, status().concurrent());
  }

  @Test
  void aFullBulkheadIsNoFailure() {
    RetrofuseGuard guard = guard(BREAKER + ", bulkhead: {max-concurrent: 1}");
    long one = begin(guard);
    for (int i = 0; i < 100; i++) {
      guard.exit(guard.enter(), 0, null);
    }
    guard.end(one, 200, null);

    assertEquals(CircuitState.CLOSED, status().state());
    assertEquals(0, status().failures());
    assertEquals(100, status().refused());
  }

  @Test
  void observingRefusesNothingButCounts() {
    RetrofuseGuard guard = guard(", mode: observe" + BREAKER);
    calls(guard, 4, 503);
    for (int i = 0; i < 5; i++) {
      assertNotEquals(REJECTED, call(guard, 503, null));
    }

    assertEquals(CircuitState.OPEN, status().state());
    assertEquals(Mode.OBSERVE, status().mode());
    assertEquals(0, status().refused());
    assertEquals(5, status().wouldRefuse());
    assertEquals(9, status().calls());
    assertEquals(9, status().failures());
    assertTrue(changes.get(0).toString().contains("; observe mode: would refuse until 20"));
  }

  @Test
  void observingRunsTheBreakerAsIfItRefused() {
    RetrofuseGuard guard = guard(", mode: observe" + BREAKER);
    calls(guard, 4, 503);
    ticker.advance(2 * SECOND);
    long trial = begin(guard);
    long otherTrial = begin(guard);
    calls(guard, 10, 503);
    assertEquals(CircuitState.HALF_OPEN, status().state(), "only trial calls decide");
    guard.end(trial, 200, null);
    guard.end(otherTrial, 200, null);

    assertEquals(CircuitState.CLOSED, status().state());
    assertEquals(10, status().wouldRefuse());
  }

  @Test
  void observingABulkheadCountsWhatIsBeyondIt() {
    RetrofuseGuard guard = guard(", mode: observe, bulkhead: {max-concurrent: 2}");
    long[] permits = new long[5];
    for (int i = 0; i < 5; i++) {
      permits[i] = begin(guard);
      assertNotEquals(REJECTED, permits[i]);
    }
    assertEquals(3, status().wouldRefuse());
    assertEquals(2, status().concurrent());
    for (long permit : permits) {
      guard.end(permit, 200, null);
    }

    assertEquals(0, status().concurrent());
    assertEquals(5, status().calls());
  }

  @Test
  void marksTheThreadWhileItIsInside() {
    RetrofuseGuard guard = guard(BREAKER);
    long permit = guard.enter();
    assertTrue(RetrofuseThread.current().inside(RetrofuseThread.HTTP));
    assertNull(http("http://shop:8080/x"), "a call within a call is the same call");
    guard.leave(permit);

    assertFalse(RetrofuseThread.current().inside(RetrofuseThread.HTTP));
    assertSame(guard, http("http://shop:8080/x"));
  }

  @Test
  void aListenerThatFailsFailsNoCall() {
    Engine bad =
        new Engine(
            ticker,
            new Events() {
              @Override
              public void stateChanged(StateChange change) {
                throw new IllegalStateException();
              }

              @Override
              public void note(String place, String text) {}
            });
    bad.apply(rules(MATCH + BREAKER + "}"));
    bad.on();
    RetrofuseGuard guard = http("http://shop:8080/x");
    calls(guard, 4, 503);

    assertEquals(REJECTED, guard.enter());
    bad.off();
  }

  @Test
  void countsExactlyOnEightThreads() throws InterruptedException {
    RetrofuseGuard guard =
        guard(
            ", breaker: {window: 1h, failure-rate: 100%, slow-call: 1h}"
                + ", bulkhead: {max-concurrent: 8}");
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  call(guard, i % 4 == 0 ? 500 : 200, i % 10 == 1 ? new IOException() : null);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(800_000, status().calls() + status().refused());
    assertEquals(0, status().refused());
    assertEquals(8 * (25_000 + 10_000), status().failures());
    assertEquals(0, status().concurrent());
  }
}
