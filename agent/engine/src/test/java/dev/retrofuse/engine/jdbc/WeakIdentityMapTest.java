package dev.retrofuse.engine.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
  private final WeakIdentityMap<Integer> map = new WeakIdentityMap<>(64);

  @Test
  void comparesByIdentity() {
    String one = new String("key");
    String other = new String("key");
    map.put(one, 1);

    assertEquals(1, map.get(one));
    assertNull(map.get(other));
    map.put(one, 2);
    assertEquals(2, map.get(one));
    assertEquals(1, map.size());
    map.clear();
    assertNull(map.get(one));
  }

  @Test
  void isBoundedAndForgetsTheLongestKnown() {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      keys.add(new Object());
      map.put(keys.get(i), i);
      assertEquals(i, map.get(keys.get(i)));
    }

    assertTrue(map.size() <= 64 * 8, "size " + map.size());
    int known =
        0; // of so few that nine in one bucket are not to be expected in the age of the world
    for (int i = 9_980; i < 10_000; i++) {
      known += map.get(keys.get(i)) == null ? 0 : 1;
    }
    assertEquals(20, known);
  }

  @Test
  void holdsKeysWeakly() {
    Object kept = new Object();
    map.put(kept, 1);
    WeakReference<Object> gone = putAndForget();
    while (gone.get() != null) {
      System.gc();
    }

    assertEquals(1, map.get(kept));
  }

  private WeakReference<Object> putAndForget() {
    Object key = new Object();
    map.put(key, 2);
    return new WeakReference<>(key);
  }

  @Test
  void unlinksTheGone() {
    WeakIdentityMap<Integer> one = new WeakIdentityMap<>(1);
    List<WeakReference<Object>> gone = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Object key = new Object();
      one.put(key, i);
      gone.add(new WeakReference<>(key));
    }
    for (WeakReference<Object> key : gone) {
      while (key.get() != null) {
        System.gc();
      }
    }
    Object kept = new Object();
    one.put(kept, 9);

    assertEquals(1, one.size());
    assertEquals(9, one.get(kept));
  }

  @Test
  void losesNothingOnEightThreads() throws InterruptedException {
    WeakIdentityMap<Integer> shared = new WeakIdentityMap<>(65_536);
    assertEquals(0, wrongOnEightThreads(base -> putAndGet(shared, base, 500)));
    assertEquals(8 * 500, shared.size());
  }

  @Test
  void mixesNothingWhileKeysComeAndGo() throws InterruptedException {
    WeakIdentityMap<Integer> shared = new WeakIdentityMap<>(16);
    assertEquals(0, wrongOnEightThreads(base -> churn(shared, base)));
    assertTrue(shared.size() <= 16 * 8 + 8, "size " + shared.size());
  }

  private static int wrongOnEightThreads(IntUnaryOperator work) throws InterruptedException {
    AtomicInteger wrong = new AtomicInteger();
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      int base = t * 1_000_000;
      threads[t] = new Thread(() -> wrong.addAndGet(work.applyAsInt(base)));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return wrong.get();
  }

  private static int putAndGet(WeakIdentityMap<Integer> map, int base, int count) {
    Object[] keys = new Object[count];
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      keys[i] = new Object();
      map.put(keys[i], base + i);
    }
    for (int i = 0; i < count; i++) {
      Integer value = map.get(keys[i]);
      wrong += value == null || value != base + i ? 1 : 0;
    }
    return wrong;
  }

  private static int churn(WeakIdentityMap<Integer> map, int base) {
    Object[] recent = new Object[10];
    int wrong = 0;
    for (int i = 0; i < 100_000; i++) {
      int place = i % recent.length;
      Integer value = recent[place] == null ? null : map.get(recent[place]);
      wrong += value != null && value != base + i - recent.length ? 1 : 0;
      recent[place] = new Object();
      map.put(recent[place], base + i);
    }
    return wrong;
  }
}
