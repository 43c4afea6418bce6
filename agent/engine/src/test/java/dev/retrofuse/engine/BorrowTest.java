package dev.retrofuse.engine;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseThread;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waits for a pool's connection under a time-out and a deadline, as the rule file names them. */
class BorrowTest extends EngineFixture {
  private static final String RULE =
      "- {name: waits, match: {jdbc: {operation: BORROW}}, time-out: {call: 2s}, breaker: {}";

  private final Pool pool = new Pool();

  /** As much of a pool as the engine asks for. */
  public static final class Pool {
    public String getUrl() {
      return "jdbc:h2:mem:orders";
    }
  }

  @AfterEach
  void noDeadline() {
    RetrofuseThread.current().deadline = 0;
  }

  private static long enter(Pool of) {
    RetrofuseGuard guard = RetrofuseJdbc.borrow(of);
    long permit = guard.enter();
    guard.leave(permit);
    return permit;
  }

  /** Nobody gets a connection any more: one waits, and another one finds that out. */
  private long[] standstill(long nanos) {
    long first = enter(pool);
    ticker.advance(nanos);
    return new long[] {first, enter(pool)};
  }

  private PolicyStatus policy(String name) {
    return status().policies().stream().filter(each -> each.policy().equals(name)).findAny().get();
  }

  @Test
  void nobodyWaitsForWhatWillNotComeInTime() {
    apply(RULE + "}");
    long[] waiting = standstill(3 * SECOND);
    long permit = enter(pool);
    assertTrue(permit < 0);
    RetrofuseGuard guard = RetrofuseJdbc.borrow(pool);
    Throwable rejection = guard.rejection(permit);
    assertInstanceOf(SQLTransientConnectionException.class, rejection);
    assertTrue(rejection.getMessage().endsWith("(time-out)"), rejection.getMessage());
    assertEquals(1, status().refused());
    assertEquals(1, policy("time-out").refused());
    assertEquals(0, policy("breaker").refused());
    assertEquals(0, status().failures());
    guard.end(waiting[0], 0, null);
    guard.end(waiting[1], 0, null);
    assertTrue(enter(pool) >= 0);
  }

  @Test
  void thePoolsOfOneDatabaseHaveLinesOfTheirOwn() {
    apply(RULE + "}");
    standstill(3 * SECOND);
    Pool other = new Pool();
    long permit = enter(other);
    assertTrue(permit >= 0);
    assertTrue(enter(pool) < 0);
    assertTrue(enter(other) >= 0);
    assertSame(RetrofuseJdbc.borrow(other), RetrofuseJdbc.borrow(other));
    assertEquals(1, policy("time-out").refused());
  }

  @Test
  void whatIsLeftOfTheDeadlineCounts() {
    apply(RULE + "}");
    standstill(SECOND);
    assertTrue(enter(pool) >= 0);
    RetrofuseThread.current().deadline = ticker.nanos() + 500 * MILLISECOND;
    assertTrue(enter(pool) >= 0, "the one that finds out");
    assertTrue(enter(pool) < 0);
    assertEquals(1, policy("time-out").refused());
    apply(RULE + ", observe: deadline}");
    standstill(SECOND);
    RetrofuseThread.current().deadline = ticker.nanos() + 500 * MILLISECOND;
    assertTrue(enter(pool) >= 0);
  }

  @Test
  void anEditLetsNobodyJoinALineThatStandsStill() {
    apply(RULE + "}");
    RetrofuseGuard before = RetrofuseJdbc.borrow(pool);
    long[] waiting = standstill(3 * SECOND);
    apply(RULE.replace("2s", "2500ms") + "}");
    assertTrue(enter(pool) < 0, "the line is that of before");
    apply(RULE.replace("2s", "10s") + "}");
    RetrofuseGuard meanwhile = RetrofuseJdbc.borrow(pool);
    long third = enter(pool);
    assertTrue(third >= 0, "the time-out is the new one");
    apply(RULE + "}");
    assertTrue(enter(pool) < 0);
    engine.lookedOn(true);
    assertTrue(enter(pool) < 0);
    engine.lookedOn(false);
    assertTrue(enter(pool) < 0);

    before.end(waiting[0], 0, null);
    before.end(waiting[1], 0, null);
    meanwhile.end(third, 0, null);
    assertTrue(enter(pool) >= 0, "all have got a connection, of guards of before");
  }

  @Test
  void anotherRuleKnowsNothingOfTheLine() {
    apply(RULE + "}");
    standstill(3 * SECOND);
    apply(RULE.replace("BORROW", "[BORROW, CONNECT]") + "}");
    assertTrue(enter(pool) >= 0);
    assertTrue(enter(pool) >= 0);
  }

  @Test
  void observingRefusesNobodyAndCounts() {
    for (String observing : new String[] {", observe: time-out}", ", mode: observe}"}) {
      apply(RULE + observing);
      standstill(3 * SECOND);
      long before = policy("time-out").wouldRefuse();
      assertTrue(enter(pool) >= 0);
      assertEquals(before + 1, policy("time-out").wouldRefuse());
      assertEquals(0, policy("breaker").wouldRefuse());
      assertEquals(0, status().refused());
    }
  }

  @Test
  void aRuleForStatementsTooTakesTheseForNoWait() {
    apply("- {name: all, match: {jdbc: {operation: [BORROW, CONNECT]}}, time-out: {call: 2s}}");
    RetrofuseGuard connects = RetrofuseJdbc.connect("jdbc:h2:mem:orders");
    for (int i = 0; i < 10; i++) {
      long permit = connects.enter();
      connects.leave(permit);
      ticker.advance(SECOND);
      assertTrue(permit >= 0);
    }
    assertTrue(enter(pool) >= 0);
    assertEquals(0, status().refused());
  }
}
