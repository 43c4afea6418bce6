package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.retrofuse.engine.PolicyStatus;
import dev.retrofuse.testkit.TestAgent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements that hang hold all connections: others learn at once that there will be none. */
@Timeout(60)
public class PoolWaitsTest {
  private static final int CONNECTIONS = 10;
  private static final int SLOW = 30;
  private static final int CALLS = 50;
  private static final int MOST = 40;
  private static final long PATIENCE_MILLIS = 20_000;
  private static final String URL = "jdbc:h2:mem:waits;DB_CLOSE_DELAY=-1";
  private static final String RULES =
      """
      rules:
        - name: waits
          match: { jdbc: { url: "jdbc:h2:mem:waits**", operation: BORROW } }
          time-out: { call: 2s } # so that all the slow ones have come before one is refused
      """;

  private static volatile CountDownLatch released;

  /** Called by H2, which wants it public. */
  public static int hang() throws InterruptedException {
    released.await();
    return 1;
  }

  private static void failsFast(DataSource pool) throws Exception {
    released = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (TestAgent agent = TestAgent.attach(RULES, new JdbcInstrumentation())) {
      String alias = "create alias if not exists hang for '" + PoolWaitsTest.class.getName();
      assertNull(execute(pool, alias + ".hang'"));
      List<Future<SQLException>> slow = new ArrayList<>();
      for (int i = 0; i < SLOW; i++) {
        slow.add(threads.submit(() -> execute(pool, "select hang()")));
      }
      awaitRefusals(agent, () -> threads.submit(() -> execute(pool, "select 1")));
      awaitMostRefused(threads, pool);
      assertTrue(timeOuts(agent).refused() > MOST);
      released.countDown();
      for (Future<SQLException> each : slow) {
        assertNull(each.get(), "who waited already, waits on");
      }
      threads.shutdown();
      assertTrue(threads.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
      long refused = agent.refused("waits");
      for (int i = 0; i < 50; i++) {
        assertNull(execute(pool, "select 1"));
      }
      assertEquals(refused, agent.refused("waits"), "connections are there again");
      assertEquals(0, agent.failures("waits"));
      assertEquals(new ArrayList<>(), agent.faults());
    } finally {
      released.countDown();
      threads.shutdown();
    }
  }

  /** What the application gets; null for what it asked for. */
  private static SQLException execute(DataSource pool, String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return null;
    } catch (SQLException e) {
      return e;
    }
  }

  /** Those who come before wait. */
  private static void awaitRefusals(TestAgent agent, Runnable call) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (agent.refused("waits") < 3) {
      assertTrue(System.nanoTime() < end, "nobody was refused");
      call.run();
      LockSupport.parkNanos(20_000_000);
    }
  }

  /**
   * Long before the pool would; one in a second waits, to find out whether it has become better.
   */
  private static void awaitMostRefused(ExecutorService threads, DataSource pool) throws Exception {
    List<Future<SQLException>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(threads.submit(() -> execute(pool, "select 1")));
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS / 4);
    while (calls.stream().filter(Future::isDone).count() < MOST) {
      assertTrue(System.nanoTime() < end, "they wait");
      LockSupport.parkNanos(1_000_000);
    }
    for (Future<SQLException> call : calls) {
      if (call.isDone()) {
        assertInstanceOf(SQLTransientConnectionException.class, call.get());
        assertEquals("08001", call.get().getSQLState());
      }
    }
  }

  private static PolicyStatus timeOuts(TestAgent agent) {
    return agent.status("waits").get(0).policies().stream()
        .filter(policy -> policy.policy().equals("time-out"))
        .findAny()
        .orElseThrow();
  }

  @Test
  void hikari() throws Exception {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(URL);
      pool.setMaximumPoolSize(CONNECTIONS);
      pool.setConnectionTimeout(PATIENCE_MILLIS);
      failsFast(pool);
    }
  }

  @Test
  void dbcp2() throws Exception {
    try (BasicDataSource pool = new BasicDataSource()) {
      pool.setUrl(URL);
      pool.setMaxTotal(CONNECTIONS);
      pool.setMaxWaitMillis(PATIENCE_MILLIS);
      failsFast(pool);
    }
  }
}
