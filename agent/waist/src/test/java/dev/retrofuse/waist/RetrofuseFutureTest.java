package dev.retrofuse.waist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetrofuseFutureTest {
  private static final long LEFT = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final Throwable CUT = new SocketTimeoutException("cut");

  private final CompletableFuture<String> own = new CompletableFuture<>();
  private final RetrofuseFuture future = of(own, LEFT);

  private static RetrofuseFuture of(Future<?> own, long left) {
    return new RetrofuseFuture(own, SocketTimeoutException.class, left);
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "waited in vain");
      LockSupport.parkNanos(100_000);
    }
  }

  /** Has a thread wait, which it does when this returns. */
  private static FutureTask<Object> waiting(Callable<Object> wait) {
    FutureTask<Object> task = new FutureTask<>(wait);
    Thread thread = new Thread(task);
    thread.start();
    await(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return task;
  }

  private static Object seen(Future<?> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      return failed.getCause();
    }
  }

  @Test
  void itEndsAsTheLibrarysOwn() throws Exception {
    FutureTask<Object> waits = waiting(future::get);
    FutureTask<Object> waitsLong = waiting(() -> future.get(1, TimeUnit.HOURS));
    assertFalse(future.isDone());
    own.complete("sent");
    assertEquals("sent", waits.get());
    assertEquals("sent", waitsLong.get());
    assertTrue(future.isDone());
    assertEquals("sent", future.get(0, TimeUnit.SECONDS));
  }

  @Test
  void itFailsAsTheLibrarysOwn() throws Exception {
    FutureTask<Object> waits = waiting(() -> seen(future));
    IOException failure = new IOException("closed");
    own.completeExceptionally(failure);
    assertSame(failure, waits.get());
    assertSame(failure, seen(future));
  }

  @Test
  void whoWaitsLearnsThatItWasCut() throws Exception {
    FutureTask<Object> waits = waiting(() -> seen(future));
    FutureTask<Object> waitsLong = waiting(() -> future.get(1, TimeUnit.HOURS));
    future.fail(CUT);
    assertTrue(future.isDone());
    assertSame(CUT, waits.get());
    ExecutionException thrown = assertThrows(ExecutionException.class, waitsLong::get);
    assertSame(CUT, thrown.getCause().getCause());
    assertFalse(own.isDone());
  }

  @Test
  void whatIsCutBeforehandFailsAtOnce() throws Exception {
    RetrofuseFuture late = of(own, Long.MAX_VALUE / 2);
    late.fail(CUT);
    assertSame(CUT, seen(late));
    assertThrows(ExecutionException.class, () -> late.get(0, TimeUnit.SECONDS));
  }

  @Test
  void aLaterEndChangesNothing() throws Exception {
    future.fail(CUT);
    own.complete("sent");
    assertSame(CUT, seen(future));
  }

  @Test
  void aLaterCutChangesNothing() throws Exception {
    own.complete("sent");
    future.fail(CUT);
    assertEquals("sent", seen(future));
  }

  @Test
  void theApplicationsOwnTimeIsOverFirst() {
    RetrofuseFuture late = of(own, TimeUnit.HOURS.toNanos(1));
    assertThrows(TimeoutException.class, () -> late.get(1, TimeUnit.MILLISECONDS));
    assertThrows(TimeoutException.class, () -> late.get(-1, TimeUnit.MILLISECONDS));
    assertFalse(late.isDone());
  }

  @Test
  void whatNobodyCutsIsWaitedForToItsEnd() throws Exception {
    assertThrows(TimeoutException.class, () -> future.get(4 * LEFT, TimeUnit.NANOSECONDS));
    FutureTask<Object> waits = waiting(future::get);
    own.complete("sent");
    assertEquals("sent", waits.get());
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, future::get);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> future.get(1, TimeUnit.HOURS));
    assertFalse(Thread.interrupted());
  }

  @Test
  void itIsCancelledAsTheLibrarysOwn() {
    assertTrue(future.cancel(true));
    assertTrue(own.isCancelled());
    assertTrue(future.isCancelled());
    assertTrue(future.isDone());
  }

  @Test
  void whatWasCutIsNotCancelled() {
    future.fail(CUT);
    assertFalse(future.cancel(true));
    assertFalse(future.isCancelled());
    assertFalse(own.isDone());
  }

  @Test
  void itEndsInOneWayForAllWhoAsk() throws Exception {
    int cuts = 0;
    int rounds = 300;
    for (int i = 0; i < rounds; i++) {
      CompletableFuture<String> sent = new CompletableFuture<>();
      RetrofuseFuture raced = of(sent, 0);
      List<FutureTask<Object>> askers = new ArrayList<>();
      for (int k = 0; k < 2; k++) {
        askers.add(new FutureTask<>(() -> seen(raced)));
        new Thread(askers.get(k)).start();
      }
      FutureTask<Boolean> ends = new FutureTask<>(() -> sent.complete("sent"));
      new Thread(ends).start();
      raced.fail(CUT);
      ends.get();
      HashSet<Object> all = new HashSet<>(Collections.singleton(seen(raced)));
      for (FutureTask<Object> asker : askers) {
        all.add(asker.get());
      }
      assertEquals(1, all.size(), all::toString);
      cuts += all.contains(CUT) ? 1 : 0;
    }
    assertTrue(cuts > 0, "none was cut");
  }
}
