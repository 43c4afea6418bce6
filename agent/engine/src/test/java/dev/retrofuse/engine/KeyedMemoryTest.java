package dev.retrofuse.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseGuard;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** What a rule with keys without number holds in the end. */
class KeyedMemoryTest extends EngineFixture {
  private static final int KEYS = 100_000;
  private static final int CALLS = 4;
  private static final long MOST = 1 << 20;

  @Test
  void aHundredThousandKeysOfWhichATenthFailsHoldLessThanAMegabyte() {
    apply(
        "- {name: pay, match: {http: {path: /**}}, breaker: {by: route, most-keys: 64, slow-call: 1s}}");
    call(0);
    long before = held();
    for (int key = 1; key < KEYS; key++) {
      for (int i = 0; i < CALLS; i++) {
        ticker.advance(1_000);
        call(key);
      }
    }
    assertTrue(engine.status().size() > 64, "all the breakers are given");
    long after = held();

    assertTrue(after - before < MOST, (after - before) + " bytes");
  }

  private static void call(int key) {
    RetrofuseGuard guard = http("http://shop:8080/k" + letters(key));
    call(guard, key % 10 == 7 ? 503 : 200, null);
  }

  /** Not an id, so that each is a route of its own. */
  private static String letters(int key) {
    StringBuilder text = new StringBuilder();
    for (int rest = key; rest > 0; rest /= 26) {
      text.append((char) ('a' + rest % 26));
    }
    return text.toString();
  }

  /** Bytes that are used once nothing more is collected. */
  private static long held() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      collect();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static void collect() {
    WeakReference<Object> gone = new WeakReference<>(new Object());
    while (gone.get() != null) {
      System.gc();
    }
  }
}
