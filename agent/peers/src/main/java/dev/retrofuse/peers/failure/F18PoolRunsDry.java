package dev.retrofuse.peers.failure;

import dev.retrofuse.engine.Ticker;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.RuleEngine;
import dev.retrofuse.peers.SlowDatabase;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseWatch;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Slow statements hold all connections: who needs none of them waits for one just the same. */
public final class F18PoolRunsDry implements FailureMode {
  private static final int UNRELATED = 20;
  private static final String SCENE = "30 slow statements hang in a HikariCP of 10: ";
  private static final String SERVED = SCENE + "served of those who ask for something else";
  private static final String WAITED = SCENE + "the longest wait of those";
  private static final String RULE =
      "rules: [{name: slow, match: {jdbc: {table: slow}}, time-out: {call: 200ms},"
          + " breaker: {slow-call: 100ms, minimum-calls: 5}}]";

  @Override
  public String title() {
    return "The pool is empty before the breaker knows";
  }

  @Override
  public List<Row> play() {
    SlowDatabase.Waits there = resilience4j();
    SlowDatabase.Waits here = retrofuse();
    String library = Resilience4j.NAME + ", breaker about statements";
    return List.of(
        new Row(library, SERVED, served(there), served(here)),
        new Row(library, WAITED, longest(there), longest(here)));
  }

  private static Figure served(SlowDatabase.Waits waits) {
    return new Figure(waits.served(), "of 20 calls");
  }

  private static Figure longest(SlowDatabase.Waits waits) {
    return Figure.about(waits.longestMillis(), "ms");
  }

  private static SlowDatabase.Waits resilience4j() {
    Resilience4j breaker = Resilience4j.count(100, 5, new VirtualClock());
    try (SlowDatabase database = new SlowDatabase()) {
      return database.play(UNRELATED, (statement, sql) -> guarded(breaker, statement, sql));
    }
  }

  private static void guarded(Resilience4j breaker, Statement statement, String sql)
      throws SQLException {
    long permit = breaker.acquire();
    if (permit < 0) {
      throw new SQLException("the breaker is open");
    }
    boolean failed = true;
    try {
      statement.execute(sql);
      failed = false;
    } finally {
      breaker.end(permit, failed);
    }
  }

  private static SlowDatabase.Waits retrofuse() {
    RuleEngine engine = new RuleEngine(RuleEngine.file(RULE), Ticker.system());
    try (SlowDatabase database = new SlowDatabase()) {
      return database.play(UNRELATED, F18PoolRunsDry::guarded);
    } finally {
      engine.close();
    }
  }

  /** As the advice about a driver's statement does it. */
  private static void guarded(Statement statement, String sql) throws SQLException {
    RetrofuseGuard guard = RetrofuseJdbc.statement(statement, sql);
    long permit = guard == null ? 0 : guard.enter();
    RetrofuseWatch watch = guard == null ? null : guard.watch(permit, statement, null);
    Throwable thrown = permit < 0 ? null : execute(statement, sql);
    if (guard != null) {
      thrown = guard.exit(permit, 0, watch == null ? thrown : watch.end(thrown));
    }
    if (thrown != null) {
      throw (SQLException) thrown;
    }
  }

  private static Throwable execute(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return null;
    } catch (SQLException failed) {
      return failed;
    }
  }
}
