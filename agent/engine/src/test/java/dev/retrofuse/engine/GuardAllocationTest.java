package dev.retrofuse.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseWatch;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is allocated per call by the guard of a rule, whether it lets calls through or not. */
class GuardAllocationTest extends EngineFixture {
  private static final int CALLS = 50_000;
  private static final long STEP = 10_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "breaker: {}",
        "breaker: {window: 100 calls}",
        "breaker: {window: 100 calls, slow-call: 1s}",
        "breaker: {consecutive-failures: 1000}",
        "breaker: {confidence: 90%}",
        "breaker: {slow-call: 1s}",
        "breaker: {slow-call: 10ms, slow-call-times: 3}",
        "breaker: {by: route}",
        "breaker: {max-refused: 0%}",
        "mode: observe, breaker: {}, bulkhead: {max-concurrent: 1}, rate-limit: {rate: 1/s}",
        "observe: breaker, breaker: {}",
        "enforce: 50%, breaker: {}",
        "bulkhead: {max-concurrent: 10}",
        "concurrency-limit: {}",
        "concurrency-limit: {algorithm: gradient2}",
        "rate-limit: {rate: 10/s, burst: 5}",
        "throttle: {}",
        "retry: {attempts: 3}",
        "time-out: {call: 1s}",
        "time-out: {read: 1s}",
        "mode: observe, time-out: {call: 1s}",
        "time-out: {call: 1s}, breaker: {slow-call: 1s}",
        "bulkhead: {max-concurrent: 10}, concurrency-limit: {}, throttle: {}, breaker: {by: route}"
      })
  void allocatesNothing(String policies) {
    apply("- {name: all, match: {http: {host: shop}}, " + policies + "}");
    RetrofuseGuard guard = http("http://shop/orders/1");
    assertNothing(policies, guard, 0);
    assertNothing(policies, guard, 20);
    assertNothing(policies, guard, 1);
  }

  /**
   * @param perFailure one of so many calls fails; 0 for none
   */
  private void assertNothing(String policies, RetrofuseGuard guard, int perFailure) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      least = Math.min(least, allocated(guard, perFailure));
    }
    // Less than one object of the smallest size in a hundred calls: changes of state, and what the
    // measuring takes.
    assertTrue(
        least < 16 * CALLS / 100, policies + ", 1 of " + perFailure + " fails, bytes: " + least);
  }

  private long allocated(RetrofuseGuard guard, int perFailure) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      ticker.advance(STEP);
      long permit = guard.enter();
      RetrofuseWatch watch = guard.watch(permit, guard, null);
      RetrofuseWatch further = guard.watch(permit, guard, null); // as of a call within this one
      if (watch != null) {
        further.end(null);
        watch.end(null);
      }
      guard.leave(permit);
      guard.end(permit, perFailure > 0 && i % perFailure == 0 ? 500 : 200, null);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
