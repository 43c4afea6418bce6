package dev.retrofuse.simulator.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallsTest {
  private final Calls calls = new Calls();

  @Test
  void aTryIsCurrentUntilItEnds() {
    int row = calls.begin(7, 3);
    long first = calls.nextTry(row);
    assertTrue(calls.current(first));
    calls.endTry(row);
    assertFalse(calls.current(first));
    assertEquals(1, calls.tries(row));
  }

  @Test
  void anEarlierTryIsNotTheCurrentOne() {
    int row = calls.begin(7, 3);
    long first = calls.nextTry(row);
    long second = calls.nextTry(row);
    assertFalse(calls.current(first));
    assertTrue(calls.current(second));
    assertEquals(row, Calls.row(second));
  }

  @Test
  void aRowIsUsedAgainAndKnowsNothingOfTheCallBefore() {
    int row = calls.begin(7, 3);
    long old = calls.nextTry(row);
    calls.endTry(row);
    calls.end(row);
    assertEquals(row, calls.begin(8, 4));
    assertEquals(8, calls.client(row));
    assertEquals(4, calls.key(row));
    assertEquals(0, calls.tries(row));
    calls.nextTry(row);
    assertFalse(calls.current(old));
  }

  @Test
  void manyCallsHaveRowsOfTheirOwn() {
    Set<Integer> rows = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      int row = calls.begin(i, 0);
      calls.permit(row, -i);
      assertTrue(rows.add(row));
    }
    for (int row : rows) {
      assertEquals(-calls.client(row), calls.permit(row));
    }
  }
}
