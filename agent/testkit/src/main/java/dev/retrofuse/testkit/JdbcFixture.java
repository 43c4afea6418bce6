package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.weaving.LibraryInstrumentation;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;

/** What a driver's test fills in, and the steps that the cases of the contract are made of. */
abstract class JdbcFixture {
  static final String RULE = "db";

  /** Opens after four failures, and soon tries again with one call. */
  static final String BREAKER =
      "    breaker: {window: 100 calls, minimum-calls: 4, failure-rate: 50%,"
          + " open-wait: 300ms, back-off: 1, jitter: 0%, trial-calls: 1}\n";

  /** Counts, and never opens. */
  static final String COUNT = "    breaker: {window: 1000 calls, minimum-calls: 1000}\n";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  final String table = "orders_" + Long.toHexString(System.nanoTime());
  final String select = "select name from " + table + " where id = 1";
  final String update = "update " + table + " set name = 'changed' where id = 1";
  private static TestWeaving woven;
  private int lastId = 1;

  protected abstract LibraryInstrumentation instrumentation();

  /** Loaded by a loader of an application, as a driver is. */
  protected abstract Driver driver();

  protected abstract String url();

  /** The database's name as a rule names it. */
  protected abstract String database();

  protected Properties properties() {
    return new Properties();
  }

  /** What makes wrong SQL a failure for the driver; the same as a rule's own key. */
  protected String wrongSqlFails() {
    return "    failures: {sql-states: ['42']}\n";
  }

  /** A statement that fails with that SQLState; null where the database cannot do that. */
  protected String raise(String sqlState) {
    return null;
  }

  /** The call of some procedure; null where there are none. */
  protected String call() {
    return "call abs(-1)";
  }

  /** Whether the driver has what came with JDBC 4 (Java 6). */
  protected boolean isJdbc4() {
    return true;
  }

  /** Whether the driver has what came with JDBC 4.2 (Java 8). */
  protected boolean hasLargeUpdates() {
    return isJdbc4();
  }

  /** Whether the driver gives generated keys. */
  protected boolean hasGeneratedKeys() {
    return true;
  }

  /** A statement that takes half a second, where an update waits for no other; null elsewhere. */
  protected String slow() {
    return null;
  }

  /**
   * A query over this connection that fails so often with that SQLState and then gives 1; null
   * where there is no way to write one.
   */
  protected String flaky(Connection connection, String sqlState, int failures) throws SQLException {
    return null;
  }

  /** Makes what {@link #call} and {@link #raise} need. */
  protected void prepare(Statement statement) throws SQLException {}

  @BeforeEach
  void createTable() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("create table " + table + " (id int primary key, name varchar(40))");
      statement.executeUpdate("insert into " + table + " values (1, 'first')");
      prepare(statement);
    }
  }

  @AfterEach
  void dropTable() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("drop table " + table);
    }
  }

  final Connection connect() throws SQLException {
    return driver().connect(url(), properties());
  }

  final String insert() {
    return "insert into " + table + " values (" + ++lastId + ", 'more')";
  }

  final String insertAgain() {
    return "insert into " + table + " values (1, 'again')";
  }

  /** As the database writes names. */
  final String nameOfId() throws SQLException {
    try (Connection connection = connect()) {
      return connection.getMetaData().storesUpperCaseIdentifiers() ? "ID" : "id";
    }
  }

  static String wrongSql() {
    return "selekt 1";
  }

  /** An agent for this driver's URL, on classes that stay woven from case to case: that is dear. */
  final TestAgent attach(String policies) {
    return attachMatching("url: '" + pattern() + "'", policies);
  }

  final TestAgent attachMatching(String match, String policies) {
    return attachWith(rule(match, policies));
  }

  final TestAgent attachWith(String rules) {
    woven = woven == null ? TestWeaving.of(instrumentation()) : woven;
    return TestAgent.attach(rules, woven);
  }

  @AfterAll
  static void unweave() {
    if (woven != null) {
      woven.close();
      woven = null;
    }
  }

  static String rule(String match, String policies) {
    return "rules:\n  - name: "
        + RULE
        + "\n    match: {jdbc: {"
        + match
        + "}}\n    scope: rule\n"
        + policies;
  }

  /** Matches the URL with whatever parameters. */
  final String pattern() {
    int end = 0;
    while (end < url().length() && "?;".indexOf(url().charAt(end)) < 0) {
      end++;
    }
    return url().substring(0, end) + "**";
  }

  static void countsOnce(TestAgent agent, String what, Executable call) throws Exception {
    counts(1, agent, what, call);
  }

  /** A call that not every driver and database can make: whatever comes of it, it is one. */
  static void countsOnceIfAtAll(TestAgent agent, String what, Executable call) throws Exception {
    long before = agent.calls(RULE);
    try {
      call.execute();
      assertEquals(before + 1, agent.calls(RULE), what);
    } catch (SQLException | UnsupportedOperationException | AbstractMethodError unsupported) {
      assertTrue(agent.calls(RULE) <= before + 1, what + ": " + unsupported);
    } catch (Throwable unexpected) {
      throw new AssertionError(what, unexpected);
    }
  }

  static void counts(int calls, TestAgent agent, String what, Executable call) throws Exception {
    long before = agent.calls(RULE);
    Assertions.assertDoesNotThrow(call, what);
    assertEquals(before + calls, agent.calls(RULE), what);
  }

  /** Runs wrong SQL until the breaker opens: four calls are enough, opening a connection is one. */
  static void trip(TestAgent agent, Statement statement) {
    for (int i = 0; i < 4 && agent.refused(RULE) == 0; i++) {
      Assertions.assertThrows(SQLException.class, () -> statement.executeQuery(wrongSql()));
    }
    assertTrue(agent.failures(RULE) >= 2, () -> agent.failures(RULE) + " failures");
    assertRefused(() -> statement.executeQuery(wrongSql()));
  }

  static void assertRefused(Executable call) {
    assertRefused(call, "53000");
  }

  static void assertRefused(Executable call, String state) {
    SQLException refusal = Assertions.assertThrows(SQLException.class, call);
    assertEquals(SQLTransientConnectionException.class, refusal.getClass(), refusal::toString);
    assertEquals(state, refusal.getSQLState());
  }

  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS, () -> "never: " + what);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Runs something while another thread's update waits for a row and so is under way. */
  final void whileACallIsUnderWay(TestAgent agent, Executable meanwhile) throws Throwable {
    try (Connection holder = connect();
        Connection waiting = connect();
        Statement lock = holder.createStatement()) {
      holder.setAutoCommit(false);
      if (slow() == null) {
        lock.executeUpdate(update);
      }
      FutureTask<Object> call = new FutureTask<>(() -> updateBy(waiting));
      new Thread(call).start();
      await("a call under way", () -> agent.concurrent(RULE) == 1);
      meanwhile.execute();
      holder.commit();
      call.get();
    }
  }

  private Object updateBy(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (slow() != null) {
        statement.execute(slow());
      }
      return statement.executeUpdate(update);
    } catch (SQLTransientConnectionException refused) {
      return refused; // by the breaker that the call under way has opened
    }
  }
}
