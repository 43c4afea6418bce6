package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Calls that end in every way, on any thread and more than once, through the guard of a rule: no
 * place and no lease is lost, and none is given back that was not taken. A tenth of the ten million
 * calls of scripts/soak, which sets {@code retrofuse.ends}.
 */
class PermitsOfCallsTest extends EngineFixture {
  private static final int ENDS = Integer.getInteger("retrofuse.ends", 1_000_000);
  private static final int ROUNDS = 40;
  private static final int THREADS = 2;
  private static final int EACH = (ENDS + ROUNDS * THREADS - 1) / (ROUNDS * THREADS);
  private static final int TRIALS = 20;
  private static final int LIMIT = 25;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Calls that any thread may end; one may be here twice. */
  private final AtomicReferenceArray<RetrofuseExchange> underWay = new AtomicReferenceArray<>(64);

  private final AtomicLong begun = new AtomicLong();
  private RetrofuseGuard guard;
  private CircuitBreaker breaker;

  @Test
  void noneIsLostHoweverCallsEnd() throws InterruptedException {
    apply(
        "- name: all",
        "  match: {http: {host: shop}}",
        "  bulkhead: {max-concurrent: 30}",
        "  concurrency-limit: {initial: 25, min: 25, max: 25}",
        "  time-out: {call: 1s}",
        "  breaker: {consecutive-failures: 5, failure-rate: 100%, trial-calls: 20,"
            + " open-wait: 100ms, max-open-wait: 100ms, recovery: at-once}");
    guard = http("http://shop/x");
    breaker = ((CallGuard) guard).state().breaker();
    int checked = 0;
    for (int round = 0; round < ROUNDS; round++) {
      becomeHalfOpen();
      // In every second round but a few are judged, as failures, so that all leases are of one
      // state.
      boolean staysHalfOpen = round % 2 == 1;
      playOnThreads(round, staysHalfOpen ? 20_000 : 2);
      await(() -> breaker.ended() == begun.get() && status().concurrent() == 0);
      if (staysHalfOpen && breaker.state() == CircuitState.HALF_OPEN) {
        checked++;
        assertRoom(TRIALS - (int) breaker.failures());
      }
      breaker.reset("for the places");
      assertRoom(LIMIT);
    }
    assertTrue(begun.get() >= ENDS, "begun " + begun);
    assertTrue(checked >= ROUNDS / 4, "half-open after " + checked + " rounds");
    assertTrue(status().policies().stream().allMatch(policy -> policy.reclaimed() == 0));
    assertTrue(cut() > 0, "none was ended by the watchdog");
  }

  private long cut() {
    return ((CallGuard) guard).state().gates().deadline().times().cut();
  }

  private void becomeHalfOpen() {
    breaker.reset("to begin");
    for (int i = 0; i < 5; i++) {
      begin().end(500, null);
    }
    ticker.advance(SECOND);
    begin().cancel();
    assertEquals(CircuitState.HALF_OPEN, breaker.state());
  }

  /** The call may be refused. */
  private RetrofuseExchange begin() {
    long permit = guard.enter();
    guard.leave(permit);
    if (permit >= 0) {
      begun.getAndIncrement();
    }
    return new RetrofuseExchange(guard, permit);
  }

  private void playOnThreads(int round, int perJudged) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Player player = new Player(new Random(round * THREADS + i), perJudged);
      threads.add(new Thread(player));
      threads.get(i).start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Player last = new Player(new Random(round), perJudged);
    for (int slot = 0; slot < underWay.length(); slot++) {
      last.end(underWay.getAndSet(slot, null));
    }
  }

  /** So many calls can be under way, and no more. */
  private void assertRoom(int expected) {
    // Who cuts a call has counted it shortly before it has given back its lease.
    await(() -> room() == expected);
  }

  private int room() {
    List<RetrofuseExchange> all = new ArrayList<>();
    for (RetrofuseExchange call = begin(); !call.rejected(); call = begin()) {
      all.add(call);
    }
    all.forEach(RetrofuseExchange::cancel);
    return all.size();
  }

  private void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(
          System.nanoTime() - start < PATIENCE_NANOS,
          () ->
              breaker.ended()
                  + (" ended of " + begun + ", room " + room() + " " + breaker.state())
                  + (", concurrent " + status().concurrent()));
      LockSupport.parkNanos(MILLISECOND);
    }
  }

  private final class Player implements Runnable {
    private final Random random;
    private final int perJudged;
    private RetrofuseExchange late;

    Player(Random random, int perJudged) {
      this.random = random;
      this.perJudged = perJudged;
    }

    @Override
    public void run() {
      for (int calls = 0; calls < EACH; ) {
        if (random.nextInt(100) == 0) {
          ticker.advance(10 * MILLISECOND);
        }
        if (random.nextBoolean()) {
          end(underWay.getAndSet(random.nextInt(underWay.length()), null));
        } else {
          calls += beginOne();
        }
      }
      end(late);
    }

    private int beginOne() {
      RetrofuseExchange call = begin();
      if (call.rejected()) {
        return 0;
      }
      int how = random.nextInt(5_000);
      if (how == 0) {
        end(late);
        late = call;
        call.watch(new CompletableFuture<>());
      } else {
        share(call);
      }
      if (how % 4 == 1) {
        share(call);
      }
      return 1;
    }

    private void share(RetrofuseExchange call) {
      end(underWay.getAndSet(random.nextInt(underWay.length()), call));
    }

    private void end(RetrofuseExchange call) {
      if (call == null) {
        return;
      }
      if (random.nextInt(perJudged) == 0) {
        call.end(perJudged == 2 && random.nextBoolean() ? 200 : 500, null);
      }
      if (random.nextBoolean()) {
        call.cancel();
      } else {
        call.accept(null, new CancellationException());
      }
    }
  }
}
