package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.retrofuse.engine.window.DurationStatus;
import dev.retrofuse.waist.RetrofuseGuard;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationsOfCallsTest extends EngineFixture {
  private static final String RULE = "- {name: pay, match: {http: {host: shop}}, breaker: {}}";
  private static final String PLAIN =
      "- {name: pay, match: {http: {host: shop}}, bulkhead: {max-concurrent: 9}}";
  private static final int TWO_SECONDS = 10;

  private void call(int status) {
    RetrofuseGuard guard = http("http://shop/a/b");
    long permit = guard.enter();
    ticker.advance(2 * SECOND);
    guard.leave(permit);
    guard.end(permit, status, null);
  }

  private static long[] counts(int calls) {
    long[] counts = new long[DurationStatus.bounds().length + 1];
    counts[TWO_SECONDS] = calls;
    return counts;
  }

  @Test
  void areNotCountedUnlessAskedFor() {
    apply(RULE);
    call(200);
    assertNull(status().durations());
    apply(RULE, "metrics: { durations: off }");
    call(200);
    assertNull(status().durations());
  }

  @Test
  void areCountedWithAndWithoutABreaker() {
    for (String rule : Arrays.asList(RULE, PLAIN)) {
      apply(" []", "metrics: {}");
      apply(rule, "metrics: {}");
      call(200);
      call(500);
      assertArrayEquals(counts(2), status().durations().counts());
      assertEquals(2.0 * SECOND, status().durations().medianNanos(), SECOND / 8.0);
    }
  }

  @Test
  void canBeSwitchedWhileTheBreakerGoesOn() {
    apply(RULE);
    call(200);
    RetrofuseGuard before = http("http://shop/a/b");
    long permit = before.enter();
    apply(RULE, "metrics: {}");
    before.leave(permit);
    before.end(permit, 200, null);
    call(200);
    assertArrayEquals(counts(1), status().durations().counts());
    assertEquals(3, status().calls());
    apply(RULE);
    call(200);
    assertNull(status().durations());
    assertEquals(4, status().calls());
  }

  @Test
  void areCountedForAsLongAsSomebodyLooksOn() {
    apply(RULE);
    call(200);
    engine.lookedOn(true);
    RetrofuseGuard during = http("http://shop/a/b");
    call(200);
    apply("- {name: pay, match: {http: {host: shop}}, breaker: {minimum-calls: 7}}");
    call(500);
    assertArrayEquals(counts(2), status().durations().counts());
    engine.lookedOn(false);
    call(during, 200, null); // as a statement does that has kept its guard
    assertNull(status().durations());
    assertEquals(4, status().calls());
    engine.lookedOn(true);
    assertArrayEquals(counts(0), status().durations().counts());
  }

  @Test
  void thatTheRulesAskForOutliveWhoLooksOn() {
    apply(RULE, "metrics: {}");
    call(200);
    RetrofuseGuard guard = http("http://shop/a/b");
    engine.lookedOn(true);
    assertSame(guard, http("http://shop/a/b"));
    call(200);
    engine.lookedOn(false);
    assertArrayEquals(counts(2), status().durations().counts());
  }

  @Test
  void ofTheBreakersPartsAreThoseOfTheKey() {
    apply(
        "- {name: pay, match: {http: {host: shop}}, breaker: {by: route, minimum-calls: 2}}",
        "metrics: {}");
    call(500);
    call(500);
    call(500);
    List<GuardStatus> all = engine.status();
    GuardStatus whole = all.get(0);
    assertArrayEquals(counts((int) whole.calls()), whole.durations().counts());
    for (GuardStatus each : all) {
      assertEquals(each != whole, each.isPart(), each.key());
      assertEquals(each.isPart(), each.durations() == null);
    }
  }
}
