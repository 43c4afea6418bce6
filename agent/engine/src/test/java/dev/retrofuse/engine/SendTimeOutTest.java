package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseFuture;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Sends under a time-out whose library returns a future. */
class SendTimeOutTest extends EngineFixture {
  private static final long PATIENCE_NANOS = 30 * SECOND;
  private static final String BREAKER = ", breaker: {window: 100 calls, minimum-calls: 1}";

  private final CompletableFuture<String> own = new CompletableFuture<>();

  private RetrofuseExchange send(String more) {
    apply("- {name: pay, match: {messaging: {}}, time-out: {call: 1s}" + more + "}");
    return send();
  }

  private static RetrofuseExchange send() {
    RetrofuseGuard guard = RetrofuseMessaging.send("kafka", "orders");
    RetrofuseExchange call = new RetrofuseExchange(guard, guard.enter());
    call.watch(null);
    return call;
  }

  private Future<?> future(RetrofuseExchange call) {
    call.leave();
    return RetrofuseFuture.of(call, own, IllegalStateException.class);
  }

  private PolicyStatus timeOut() {
    return status().policies().stream().filter(p -> p.policy().equals("time-out")).findAny().get();
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "waited in vain");
      LockSupport.parkNanos(100_000);
    }
  }

  private static void assertCut(Future<?> future) {
    await(future::isDone);
    Throwable thrown = assertThrows(ExecutionException.class, future::get).getCause();
    assertEquals(IllegalStateException.class, thrown.getClass());
    assertEquals(
        "Retrofuse rule 'pay' cut a call to orders: it took longer than 1000 ms",
        thrown.getMessage());
    assertEquals(0, thrown.getStackTrace().length);
  }

  @Test
  void theFutureFailsAloneAndTheCallIsJudgedOnce() {
    RetrofuseExchange call = send(BREAKER);
    Future<?> future = future(call);
    assertFalse(future.isDone());
    ticker.advance(SECOND);
    assertCut(future);
    assertFalse(own.isDone());
    assertEquals(CircuitState.OPEN, changes.get(0).to());
    own.complete("sent");
    call.end(0, null);
    assertCut(future);
    assertEquals(1, status().calls());
    assertEquals(1, status().failures());
    assertEquals(1, timeOut().refused());
    assertTrue(send().rejected());
  }

  @Test
  void whatIsDueBeforeItsFutureIsThereFailsAtOnce() {
    RetrofuseExchange call = send("");
    ticker.advance(SECOND);
    await(() -> timeOut().refused() == 1);
    assertCut(future(call));
  }

  @Test
  void whatIsAcknowledgedInTimeIsNotCut() throws Exception {
    RetrofuseExchange call = send("");
    Future<?> future = future(call);
    call.end(0, null);
    own.complete("sent");
    ticker.advance(SECOND);
    assertEquals("sent", future.get());
    assertEquals(0, timeOut().refused());
    assertEquals(0, status().failures());
  }

  @Test
  void whatIsGivenUpIsWaitedForToItsEnd() throws Exception {
    RetrofuseExchange call = send("");
    Future<?> future = future(call);
    engine.off();
    call.cancel(); // as at detach
    ticker.advance(SECOND);
    assertFalse(future.isDone());
    own.complete("sent");
    assertEquals("sent", future.get());
    assertEquals(0, status().failures());
  }

  @Test
  void onlyATimeOutThatActsGivesAnotherFuture() {
    assertNotSame(own, future(send("")));
    assertSame(own, future(send(", observe: time-out")));
    assertSame(own, future(send(", mode: observe")));
  }

  @Test
  void onlyTheShareThatIsEnforcedGetsAnotherFuture() {
    int others = 0;
    for (int i = 0; i < 100; i++) {
      RetrofuseExchange call = send(", enforce: 50%");
      boolean acts = call.limit(RetrofuseGuard.CALL) > 0;
      others += acts ? 1 : 0;
      assertEquals(acts, future(call) != own);
    }
    assertTrue(others > 0 && others < 100, others + " of 100");
  }

  @Test
  void aRuleWithoutTimeOutLeavesTheFutureAlone() {
    apply("- {name: pay, match: {messaging: {}}, breaker: {}}");
    assertSame(own, future(send()));
  }

  @Test
  void theFuturesOfTransactionsAndOfSendsThatHaveEndedAreLeftAlone() {
    RetrofuseExchange call = send("");
    call.once = true;
    assertSame(own, future(call));
    own.complete("sent");
    assertSame(own, future(send()));
  }
}
