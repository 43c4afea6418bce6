package dev.retrofuse.engine.timeout;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.TimeOut;
import dev.retrofuse.waist.RetrofuseWatch;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.SocketTimeoutException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final long LIMIT = 100 * MILLISECOND;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final FakeTicker ticker = new FakeTicker(Long.MAX_VALUE - 50 * MILLISECOND);
  private final Times times = new Times(ticker.nanos());
  private final Watchdog watchdog = new Watchdog(ticker);
  private final TimeLimit limit = limit(Kind.HTTP);

  private TimeLimit limit(Kind kind) {
    return new TimeLimit(new TimeOut(LIMIT, 0, 0), kind, times, ticker, watchdog, false, "A: ");
  }

  @AfterEach
  void off() {
    watchdog.off();
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS, "waited in vain");
      LockSupport.parkNanos(100_000);
    }
  }

  private Watch watch(long nanos) {
    return new Watch(limit, null, null, true, ticker.nanos(), nanos);
  }

  // The clock begins just before it wraps.
  @Test
  void aMillionCallsAreLostNowhereAndLeaveNothing() {
    WatchTable table = new WatchTable();
    Random random = new Random(42);
    List<Watch> underWay = new ArrayList<>();
    AtomicInteger expired = new AtomicInteger();
    int ended = 0;
    int started = 0;
    for (int i = 0; i < 1_000_000; i++) {
      int what = random.nextInt(100);
      if (what < 50 && underWay.size() < WatchTable.SLOTS) {
        Watch watch = watch((1 + random.nextInt(200)) * MILLISECOND);
        assertTrue(table.add(watch));
        underWay.add(watch);
        started++;
      } else if (what < 99 && !underWay.isEmpty()) {
        Watch watch = takeAny(underWay, random);
        table.remove(watch);
        ended++;
      } else {
        ticker.advance(random.nextInt(20) * MILLISECOND);
        long now = ticker.nanos();
        table.expire(now, (watch, state) -> watch.isDue(now) && expired.incrementAndGet() > 0);
        underWay.removeIf(watch -> watch.isDue(now));
        assertEquals(underWay.size(), table.size());
      }
    }
    assertTrue(expired.get() > 1_000 && ended > 1_000, expired + " " + ended);
    ticker.advance(LIMIT * 10);
    assertFalse(table.expire(ticker.nanos(), (watch, state) -> expired.incrementAndGet() > 0));
    assertEquals(started, ended + expired.get());
    assertEquals(0, table.size());
  }

  private static Watch takeAny(List<Watch> underWay, Random random) {
    int index = random.nextInt(underWay.size());
    Watch taken = underWay.get(index);
    Watch last = underWay.remove(underWay.size() - 1);
    if (taken != last) {
      underWay.set(index, last);
    }
    return taken;
  }

  @Test
  void moreCallsThanSlotsAreNotWatched() {
    WatchTable table = new WatchTable();
    for (int i = 0; i < WatchTable.SLOTS; i++) {
      assertTrue(table.add(watch(LIMIT)));
    }
    Watch further = watch(LIMIT);
    assertFalse(table.add(further));
    table.remove(further);
    assertEquals(WatchTable.SLOTS, table.size());
  }

  @Test
  void whatFindsNoRoomIsOfferedAgain() {
    WatchTable table = new WatchTable();
    table.add(watch(LIMIT));
    ticker.advance(LIMIT - 1);
    assertTrue(table.expire(ticker.nanos(), (watch, state) -> true), "a call that is not due yet");
    ticker.advance(1);
    assertTrue(table.expire(ticker.nanos(), (watch, state) -> false));
    assertFalse(table.expire(ticker.nanos(), (watch, state) -> true));
  }

  @Test
  void everyCallOfManyThreadsEndsOnce() throws Exception {
    watchdog.on();
    AtomicInteger cut = new AtomicInteger();
    int calls = 20_000;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Random random = new Random(i);
      Thread thread =
          new Thread(
              () -> {
                for (int k = 0; k < calls; k++) {
                  RetrofuseWatch watch = limit.watch(null, null, true);
                  if (random.nextInt(1_000) == 0) {
                    ticker.advance(LIMIT);
                    await(() -> !((Watch) watch).isUnderWay());
                  }
                  Throwable thrown = watch.end(new IOException("x"));
                  cut.addAndGet(thrown instanceof SocketTimeoutException ? 1 : 0);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    await(() -> watchdog.watched() == 0);
    assertEquals(cut.get(), times.cut());
  }

  @Test
  void aCallThatIsDueIsCutOnce() {
    watchdog.on();
    CompletableFuture<String> late = new CompletableFuture<>();
    RetrofuseWatch cut = limit.watch(late, null, true);
    ticker.advance(LIMIT);
    await(late::isCompletedExceptionally);
    assertEquals(1, times.cut());
    IOException own = new IOException("closed");
    Throwable thrown = cut.end(own);
    assertTrue(thrown instanceof SocketTimeoutException, thrown::toString);
    assertEquals("A: it took longer than 100 ms", thrown.getMessage());
    assertSame(own, thrown.getCause());
    assertSame(thrown, cut.end(thrown));
    assertNull(cut.end(null), "a call that succeeded all the same");
  }

  @Test
  void aCallThatIsDueBeforeItsFutureIsKnownIsCutWhenItIs() {
    watchdog.on();
    RetrofuseWatch due = limit.watch(null, null, true);
    ticker.advance(LIMIT);
    await(() -> watchdog.watched() == 0 && times.cut() == 1);
    CompletableFuture<String> late = new CompletableFuture<>();
    due.cuts(late);
    assertTrue(late.isCompletedExceptionally());
  }

  @Test
  void onlyACallThatCanBeCutHasTimeLeft() {
    assertEquals(Long.MAX_VALUE, limit.watch(null, null, true).left(), "a watchdog that is off");
    watchdog.on();
    RetrofuseWatch watch = limit.watch(null, null, true);
    assertEquals(LIMIT, watch.left());
    ticker.advance(LIMIT - 1);
    assertEquals(1, watch.left());
    watch.end(null);
    assertEquals(Long.MAX_VALUE, watch.left());
    assertEquals(Long.MAX_VALUE, limit.watch(null, null, false).left());
  }

  @Test
  void aSleepingWatchdogWakes() {
    watchdog.on();
    for (int i = 0; i < 3; i++) {
      LockSupport.parkNanos(1_300 * MILLISECOND);
      CompletableFuture<String> call = new CompletableFuture<>();
      assertNotNull(limit.watch(call, null, true));
      ticker.advance(LIMIT);
      await(call::isDone);
    }
  }

  @Test
  void nothingIsHeldOfACallThatEnded() {
    watchdog.on();
    Object target = new Object();
    WeakReference<Object> collected = new WeakReference<>(target);
    RetrofuseWatch watch = limit.watch(target, null, true);
    assertNull(watch.end(null));
    target = null;
    await(
        () -> {
          System.gc();
          return collected.get() == null;
        });
  }

  @Test
  void offCutsNothingAndEndsTheThread() {
    watchdog.on();
    CompletableFuture<String> call = new CompletableFuture<>();
    limit.watch(call, null, true);
    watchdog.off();
    ticker.advance(LIMIT);
    await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(each -> each.getName().equals("retrofuse-watchdog")));
    assertFalse(call.isDone());
    assertEquals(0, times.cut());
  }

  @Test
  void observedCallsAreCountedOnly() {
    watchdog.on();
    CompletableFuture<String> call = new CompletableFuture<>();
    RetrofuseWatch watch = limit.watch(call, null, false);
    assertEquals(0, watchdog.watched());
    ticker.advance(LIMIT);
    assertNull(watch.end(null));
    assertEquals(1, times.wouldCut());
    assertEquals(0, times.cut());
  }

  @Test
  void timeOutsOfTheLibraryAreCountedAndThoseOfTheApplicationAreNot() {
    RetrofuseWatch own = limit.watch(null, null, true);
    ticker.advance(LIMIT / 2);
    own.end(new SocketTimeoutException("the application's"));
    assertEquals(0, times.cut());
    RetrofuseWatch ours = limit.watch(null, null, true);
    ticker.advance(LIMIT);
    ours.end(new SocketTimeoutException("by the limit that was set"));
    assertEquals(1, times.cut());
  }

  @Test
  void jdbcKeepsTheStateOfTheCause() {
    Cut jdbc = Cut.of(Kind.JDBC);
    SQLTimeoutException made =
        (SQLTimeoutException) jdbc.timeOut("late", new java.sql.SQLException("x", "57014", 7));
    assertEquals(
        "57014 7 late", made.getSQLState() + " " + made.getErrorCode() + " " + made.getMessage());
    assertEquals("HYT00", ((SQLTimeoutException) jdbc.timeOut("late", null)).getSQLState());
    SQLTimeoutException cancelled = new SQLTimeoutException("x", "70100", 1317);
    assertFalse(jdbc.isTimeOut(cancelled));
    assertEquals(0, ((SQLTimeoutException) jdbc.timeOut("late", cancelled)).getErrorCode());
    RuntimeException other = new IllegalStateException();
    assertSame(other, jdbc.timeOut("late", other));
  }
}
