package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseDeadline;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseRequest;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls under a time-out and a deadline, as the rule file names them. */
class DeadlineTest extends EngineFixture {
  private RetrofuseGuard guard(String more) {
    apply(
        "- {name: pay, match: {http: {path: /**}}, time-out: {call: 2s, read: 500ms}" + more + "}");
    return http("http://shop:8080/x");
  }

  @AfterEach
  void noDeadline() {
    RetrofuseThread.current().deadline = 0;
  }

  private void left(long nanos) {
    RetrofuseThread.current().deadline = ticker.nanos() + nanos;
  }

  /** Makes calls of that length. */
  private void calls(RetrofuseGuard guard, int count, long nanos) {
    for (int i = 0; i < count; i++) {
      long permit = guard.enter();
      RetrofuseWatch watch = guard.watch(permit, null, null);
      ticker.advance(nanos);
      guard.exit(permit, 200, watch.end(null));
    }
  }

  private PolicyStatus policy(String name) {
    return status().policies().stream().filter(each -> each.policy().equals(name)).findAny().get();
  }

  @Test
  void theShortestTimeCounts() {
    RetrofuseGuard guard = guard("");
    assertEquals(2 * SECOND, guard.limit(0, RetrofuseGuard.CALL));
    assertEquals(500 * MILLISECOND, guard.limit(0, RetrofuseGuard.READ));
    assertEquals(2 * SECOND, guard.limit(0, RetrofuseGuard.CONNECT));
    left(300 * MILLISECOND);
    assertEquals(300 * MILLISECOND, guard.limit(0, RetrofuseGuard.CALL));
    assertEquals(300 * MILLISECOND, guard.limit(0, RetrofuseGuard.READ));
    left(SECOND);
    assertEquals(SECOND, guard.limit(0, RetrofuseGuard.CALL));
    assertEquals(500 * MILLISECOND, guard.limit(0, RetrofuseGuard.READ));
  }

  @Test
  void observingLimitsNothing() {
    assertEquals(0, guard(", observe: time-out").limit(0, RetrofuseGuard.CALL));
    assertEquals(0, guard(", mode: observe").limit(0, RetrofuseGuard.CALL));
  }

  @Test
  void aRuleWithoutTimeOutWatchesNothing() {
    apply("- {name: pay, match: {http: {path: /**}}, breaker: {}}");
    RetrofuseGuard guard = http("http://shop:8080/x");
    left(-1);
    long permit = guard.enter();
    assertTrue(permit >= 0);
    assertNull(guard.watch(permit, null, null));
    assertNull(guard.exit(permit, 200, null));
  }

  @Test
  void noCallIsMadeForACallerThatHasGone() {
    RetrofuseGuard guard = guard(", breaker: {}");
    left(0);
    long permit = guard.enter();
    assertTrue(permit < 0);
    assertTrue(guard.rejection(permit).getMessage().contains("deadline"));
    assertNull(guard.watch(permit, null, null));
    assertEquals(1, policy("deadline").refused());
    assertEquals(0, policy("breaker").refused());
    assertEquals(0, status().failures());
  }

  @Test
  void noCallIsMadeThatWillHardlyEndInTime() {
    RetrofuseGuard guard = guard(", breaker: {}");
    left(60 * SECOND);
    calls(guard, 30, 100 * MILLISECOND);
    ticker.advance(200 * MILLISECOND);
    left(120 * MILLISECOND);
    calls(guard, 1, 1);
    left(50 * MILLISECOND);
    calls(guard, 1, 1); // the one of this second that finds out whether it has become better
    left(50 * MILLISECOND);
    assertTrue(guard.enter() < 0);
    ticker.advance(SECOND);
    left(50 * MILLISECOND);
    calls(guard, 1, 1);
    assertEquals(1, policy("deadline").refused());
  }

  @Test
  void aFewSlowCallsSayNothing() {
    RetrofuseGuard guard = guard("");
    calls(guard, 19, SECOND);
    left(MILLISECOND);
    calls(guard, 1, 1);
    assertEquals(0, status().refused());
  }

  @Test
  void observedDeadlinesAreCountedOnly() {
    RetrofuseGuard guard = guard(", observe: deadline");
    left(-SECOND);
    calls(guard, 1, 1);
    assertEquals(2 * SECOND, guard.limit(0, RetrofuseGuard.CALL));
    assertEquals(1, policy("deadline").wouldRefuse());
    assertEquals(0, status().refused());
  }

  @Test
  void deadlinesAreReadWhereTheFileAsksForIt() {
    guard("");
    assertEquals(0, RetrofuseRequest.headers().length);
    engine.apply(
        rules("- {name: a, match: {http: {}}, breaker: {}}", "deadline: {headers: x-left}"));
    assertEquals("x-left", RetrofuseRequest.headers()[0]);
    RetrofuseRequest.begin(new String[] {"100"});
    assertEquals(ticker.nanos() + 100 * MILLISECOND, RetrofuseThread.current().deadline);
    assertNull(RetrofuseDeadline.header());
    engine.off();
    assertEquals(0, RetrofuseRequest.headers().length);
  }
}
