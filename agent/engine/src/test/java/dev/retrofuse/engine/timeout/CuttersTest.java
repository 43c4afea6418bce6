package dev.retrofuse.engine.timeout;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.TimeOut;
import java.lang.reflect.Proxy;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cuts calls, in a system that has nearly no threads left, and while databases hang. */
class CuttersTest {
  private static final long LIMIT = 100 * MILLISECOND;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final String WATCHDOG = "retrofuse-watchdog";

  private final FakeTicker ticker = new FakeTicker();
  private final CountDownLatch reachable = new CountDownLatch(1);
  private Watchdog watchdog = new Watchdog(ticker);

  @AfterEach
  void off() {
    reachable.countDown();
    watchdog.off();
    await(() -> thread(WATCHDOG) == null);
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "waited in vain");
      LockSupport.parkNanos(100_000);
    }
  }

  private static Thread thread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals(name))
        .findAny()
        .orElse(null);
  }

  /** Of another key each time. */
  private TimeLimit limit(Kind kind) {
    Times times = new Times(ticker.nanos());
    return new TimeLimit(new TimeOut(LIMIT, 0, 0), kind, times, ticker, watchdog, false, "A: ");
  }

  /** A statement whose cancel comes back when its database can be reached. */
  private Statement statement(AtomicInteger cancelled, CountDownLatch until) {
    return (Statement)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Statement.class},
            (self, method, arguments) -> {
              if (!method.getName().equals("cancel")) {
                throw new SQLFeatureNotSupportedException();
              }
              until.await();
              cancelled.incrementAndGet();
              return null;
            });
  }

  @Test
  void aDatabaseThatCannotBeReachedHoldsUpNoOtherCuts() {
    watchdog.on();
    AtomicInteger cancelled = new AtomicInteger();
    TimeLimit hanging = limit(Kind.JDBC);
    for (int i = 0; i < 40; i++) {
      hanging.watch(statement(cancelled, reachable), null, true);
    }
    ticker.advance(LIMIT);
    await(() -> hanging.times().cut() == 4);
    CompletableFuture<String> call = new CompletableFuture<>();
    limit(Kind.HTTP).watch(call, null, true);
    AtomicInteger others = new AtomicInteger();
    limit(Kind.JDBC).watch(statement(others, new CountDownLatch(0)), null, true);
    ticker.advance(LIMIT);
    await(() -> call.isCompletedExceptionally() && others.get() == 1);
    assertEquals(0, cancelled.get());
    assertEquals(4, hanging.times().cut(), "at a time, of one database");
    reachable.countDown();
    await(() -> cancelled.get() == 40 && watchdog.watched() == 0);
  }

  @Test
  void aCutForWhichThereIsNoThreadIsMadeLater() {
    AtomicBoolean exhausted = new AtomicBoolean(true);
    ThreadFactory threads =
        work ->
            new Thread(work) {
              @Override
              public synchronized void start() {
                if (exhausted.get()) {
                  throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
              }
            };
    Cutters cutters = new Cutters(Thread.currentThread(), threads);
    CompletableFuture<String> call = new CompletableFuture<>();
    TimeLimit limit = limit(Kind.HTTP);
    Watch watch = new Watch(limit, call, null, true, ticker.nanos(), LIMIT);
    for (int i = 0; i < 20; i++) {
      assertFalse(cutters.take(watch, watch.state()));
    }
    assertEquals(0, limit.times().cut());
    exhausted.set(false);
    assertTrue(cutters.take(watch, watch.state()));
    await(call::isCompletedExceptionally);
    cutters.end();
  }

  @Test
  void theWatchdogOutlivesAnError() {
    AtomicBoolean exhausted = new AtomicBoolean();
    Ticker failing =
        new Ticker() {
          @Override
          public long nanos() {
            if (exhausted.get() && Thread.currentThread().getName().equals(WATCHDOG)) {
              exhausted.set(false);
              throw new OutOfMemoryError("Java heap space");
            }
            return ticker.nanos();
          }

          @Override
          public boolean sleep(long nanos) {
            return ticker.sleep(nanos);
          }
        };
    watchdog = new Watchdog(failing);
    watchdog.on();
    exhausted.set(true);
    CompletableFuture<String> call = new CompletableFuture<>();
    limit(Kind.HTTP).watch(call, null, true);
    await(() -> !exhausted.get());
    ticker.advance(LIMIT);
    await(call::isCompletedExceptionally);
  }

  @Test
  void aWatchdogThatIsDeadIsReplacedAtTheNextReload() {
    watchdog.on();
    Thread first = thread(WATCHDOG);
    ((WatchdogThread) first).end();
    await(() -> !first.isAlive());
    watchdog.on();
    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      calls.add(new CompletableFuture<>());
      limit(Kind.HTTP).watch(calls.get(i), null, true);
    }
    ticker.advance(LIMIT);
    await(() -> calls.stream().allMatch(CompletableFuture::isCompletedExceptionally));
  }
}
