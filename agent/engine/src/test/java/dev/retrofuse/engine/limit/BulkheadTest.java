package dev.retrofuse.engine.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BulkheadTest {
  private final Bulkhead bulkhead = new Bulkhead(10);

  private int enter(int calls, double share) {
    int admitted = 0;
    for (int i = 0; i < calls; i++) {
      admitted += bulkhead.tryEnter(share) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void admitsUpToTheLimit() {
    assertEquals(10, enter(20, 1));
    bulkhead.leave();
    assertEquals(1, enter(20, 1));
  }

  @Test
  void lessImportantCallsLeaveRoom() {
    assertEquals(5, enter(20, 0.5));
    assertEquals(3, enter(20, 0.75));
    assertEquals(2, enter(20, 1));
  }

  @Test
  void anEmptyBulkheadAdmitsEveryShare() {
    bulkhead.limit(1);

    assertEquals(1, enter(5, 0.01));
  }

  @Test
  void whoIsRefusedTakesNothing() {
    enter(10, 1);
    enter(1_000, 0.5);

    assertEquals(10, bulkhead.concurrent());
    bulkhead.leave();
    assertTrue(bulkhead.tryEnter());
  }

  @Test
  void shrinkingNeitherWaitsNorLosesPermits() {
    enter(10, 1);
    bulkhead.limit(5);

    assertEquals(5, bulkhead.maxConcurrent());
    for (int under = 10; under > 5; under--) {
      assertEquals(under, bulkhead.concurrent());
      assertFalse(bulkhead.tryEnter(), under + " under way");
      bulkhead.leave();
    }
    bulkhead.leave();
    assertEquals(1, enter(10, 1));
    assertEquals(5, bulkhead.concurrent());
  }

  @Test
  void withoutALimitItStillCounts() {
    bulkhead.limit(0);
    assertEquals(1_000, enter(1_000, 0.5));
    bulkhead.limit(10);

    assertFalse(bulkhead.tryEnter());
    assertEquals(1_000, bulkhead.concurrent());
  }
}
