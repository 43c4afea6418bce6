package dev.retrofuse.engine.timeout;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.TimeOut;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeptWatchesTest {
  private static final long LIMIT = 100 * MILLISECOND;

  private final FakeTicker ticker = new FakeTicker(Long.MAX_VALUE - 50 * MILLISECOND);
  private final Times times = new Times(ticker.nanos());
  private final KeptWatches kept = new KeptWatches();
  private final TimeLimit limit =
      new TimeLimit(
          new TimeOut(LIMIT, 0, 0), Kind.HTTP, times, ticker, new Watchdog(ticker), false, "A: ");

  private Watch begin(Object target) {
    Watch watch = kept.claim();
    watch.begin(limit, target, true, ticker.nanos(), LIMIT);
    return watch;
  }

  @Test
  void oneCallAfterTheOtherHasTheSameWatch() {
    Watch first = begin(new Object());
    assertEquals(1, kept.size());
    assertNull(first.end(null));
    assertEquals(0, kept.size());
    assertSame(first, begin(new Object()));
  }

  @Test
  void aCallWithinAnotherHasAWatchOfItsOwn() {
    Watch outer = begin(new Object());
    Watch inner = begin(new Object());
    assertNotSame(outer, inner);
    inner.end(null);
    assertSame(inner, begin(new Object()));
    assertEquals(2, kept.size());
  }

  @Test
  void theCutOfACallThatEndedDoesNotHitTheNext() {
    Watch watch = begin(new CompletableFuture<>());
    long seen = watch.state();
    watch.end(null);
    watch.cut(seen);
    CompletableFuture<String> next = new CompletableFuture<>();
    assertSame(watch, begin(next));
    watch.cut(seen);
    assertFalse(next.isDone());
    assertEquals(0, times.cut());
    IOException own = new IOException("x");
    assertSame(own, watch.end(own));
  }

  @Test
  void aWatchWhoseCallWasCutServesNoOther() {
    CompletableFuture<String> late = new CompletableFuture<>();
    Watch watch = begin(late);
    watch.cut(watch.state());
    assertTrue(late.isCompletedExceptionally());
    assertNotSame(watch, begin(new Object()));
    assertTrue(watch.end(new IOException("x")) instanceof SocketTimeoutException);
    assertNotSame(watch, begin(new Object()));
    assertNull(watch.end(null));
    assertEquals(2, kept.size());
  }

  @Test
  void callsThatAreCutTakeNoPlacesFromOthers() {
    for (int i = 0; i < 2 * KeptWatches.PROBES; i++) {
      Watch watch = begin(new CompletableFuture<>());
      watch.cut(watch.state());
      watch.end(new IOException("x"));
    }
    assertEquals(2 * KeptWatches.PROBES, times.cut());
  }

  @Test
  void nothingIsHeldOfACallThatEnded() throws ReflectiveOperationException {
    Watch watch = begin(new Object());
    watch.end(null);
    assertNull(watch.limit());
    java.lang.reflect.Field target = Watch.class.getDeclaredField("target");
    target.setAccessible(true);
    assertNull(target.get(watch));
  }

  @Test
  void aCallThatIsDueIsHandedOverOnceAndOfferedUntilThen() {
    List<Long> taken = new ArrayList<>();
    Watch watch = begin(new Object());
    ticker.advance(LIMIT - 1);
    assertTrue(kept.expire(ticker.nanos(), (due, state) -> taken.add(state)), "not due yet");
    ticker.advance(1);
    assertTrue(kept.expire(ticker.nanos(), (due, state) -> false));
    assertFalse(kept.expire(ticker.nanos(), (due, state) -> taken.add(state)));
    assertFalse(kept.expire(ticker.nanos(), (due, state) -> taken.add(state)));
    assertEquals(List.of(watch.state()), taken);
    watch.end(null);
    assertSame(watch, begin(new Object()));
    ticker.advance(LIMIT);
    assertFalse(kept.expire(ticker.nanos(), (due, state) -> taken.add(state)));
    assertEquals(List.of(taken.get(0), watch.state()), taken);
  }

  @Test
  void observedCallsAreNeverHandedOver() {
    Watch observed = kept.claim();
    observed.begin(limit, null, false, ticker.nanos(), LIMIT);
    Watch unlimited = kept.claim();
    unlimited.begin(limit, null, true, ticker.nanos(), 0);
    ticker.advance(LIMIT);
    assertFalse(kept.expire(ticker.nanos(), (due, state) -> true));
    assertEquals(0, kept.size());
    observed.end(null);
    assertEquals(1, times.wouldCut());
  }

  @Test
  void whereNoneIsLeftNearACallHasOneOfItsOwn() {
    Watchdog watchdog = new Watchdog(ticker);
    watchdog.on();
    TimeLimit deep =
        new TimeLimit(new TimeOut(LIMIT, 0, 0), Kind.HTTP, times, ticker, watchdog, false, "A: ");
    int calls = 2 * KeptWatches.PROBES;
    for (int i = 0; i < calls; i++) {
      deep.watch(new Object(), null, true);
    }
    assertNull(watchdog.claim());
    assertEquals(calls, watchdog.watched());
    watchdog.off();
  }
}
