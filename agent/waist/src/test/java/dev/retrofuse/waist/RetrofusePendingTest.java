package dev.retrofuse.waist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetrofusePendingTest {
  /** Buckets times depth. */
  private static final int MOST = 4096 * 8;

  @AfterEach
  void clear() {
    RetrofusePending.clear();
  }

  private static RetrofuseCarried carried() {
    return new RetrofuseCarried(new RetrofuseContext("traceparent", "x"), 0, null);
  }

  @Test
  void oldestFirstAndEachOnce() {
    Object task = new String("task");
    RetrofuseCarried first = carried();
    RetrofuseCarried second = carried();
    RetrofusePending.put(task, first);
    RetrofusePending.put(task, second);
    assertNull(RetrofusePending.take(new String("task")));
    assertSame(first, RetrofusePending.take(task));
    assertSame(second, RetrofusePending.take(task));
    assertNull(RetrofusePending.take(task));
    assertEquals(0, RetrofusePending.size());
  }

  @Test
  void millionsOfTasksThatNeverRunAreBounded() {
    RetrofuseCarried carried = carried();
    List<Object> kept = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      Object task = new Object();
      RetrofusePending.put(task, carried);
      if (i % 4 == 0) {
        kept.add(task);
      }
    }
    assertTrue(RetrofusePending.size() <= MOST, () -> RetrofusePending.size() + " entries");
    assertEquals(250_000, kept.size());
  }

  @Test
  void tooManyOfOneTask() {
    Object task = new Object();
    for (int i = 0; i < 100; i++) {
      RetrofusePending.put(task, carried());
    }
    assertEquals(8, RetrofusePending.size());
  }

  @Test
  void whatEndedLongAgoMakesRoom() {
    Object task = new Object();
    RetrofuseCarried old = carried();
    old.endedAt(System.nanoTime() - 11 * 60_000_000_000L);
    RetrofusePending.put(task, old);
    RetrofuseCarried fresh = carried();
    RetrofusePending.put(task, fresh);
    assertSame(fresh, RetrofusePending.take(task));
  }

  @Test
  void threadsTakeEachEntryOnce() throws Exception {
    Object task = new Object();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<List<RetrofuseCarried>>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(
          threads.submit(
              () -> {
                List<RetrofuseCarried> taken = new ArrayList<>();
                for (int j = 0; j < 20_000; j++) {
                  RetrofusePending.put(task, carried());
                  RetrofuseCarried one = RetrofusePending.take(task);
                  if (one != null) {
                    taken.add(one);
                  }
                }
                return taken;
              }));
    }
    Set<RetrofuseCarried> once = Collections.newSetFromMap(new IdentityHashMap<>());
    int taken = 0;
    for (Future<List<RetrofuseCarried>> each : all) {
      taken += each.get().size();
      once.addAll(each.get());
    }
    assertEquals(once.size(), taken);
    // At most four wait at a time, so that none is ever dropped.
    assertEquals(80_000, taken);
    threads.shutdown();
  }
}
