package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.testkit.TestAgent;
import java.io.IOException;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A database that goes down under calls and comes back: the breaker opens, refuses and closes. */
class OutageTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  // A pool makes few calls while its database is down, so the window is small.
  private static String rules(OwnServer server) {
    return """
        rules:
          - name: db
            match: { jdbc: { url: "jdbc:**:%d/**" } }
            scope: rule
            breaker: { window: 20 calls, minimum-calls: 4, failure-rate: 20%%, open-wait: 200ms,
                       back-off: 1, trial-calls: 1 }
        """
        .formatted(server.port);
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Outage {
    private OwnServer server;

    abstract OwnServer create() throws IOException;

    @BeforeAll
    void createServer() throws IOException {
      server = create();
    }

    @BeforeEach
    void startServer() throws IOException {
      if (!server.isUp()) {
        server.start();
      }
    }

    @AfterAll
    void stopServer() throws IOException {
      server.close();
    }

    final void isFollowed(Driver driver) throws Exception {
      outage(() -> driver.connect(server.url(), new Properties()));
    }

    @Test
    void isFollowedThroughAPool() throws Exception {
      try (HikariDataSource pool = new HikariDataSource()) {
        pool.setJdbcUrl(server.url());
        pool.setMaximumPoolSize(Workers.THREADS);
        pool.setConnectionTimeout(250);
        outage(pool::getConnection);
      }
    }

    private void outage(Workers.Source source) throws Exception {
      try (TestAgent agent = TestAgent.attach(rules(server), new JdbcInstrumentation())) {
        try (Workers workers = new Workers(source, server.slowQuery())) {
          await("calls", agent, workers, () -> workers.successes() > 20);
          assertEquals(0, agent.failures("db"), () -> workers.failures().toString());
          goesDown(agent, workers);
          comesBack(agent, workers);
        }
        assertEquals(0, agent.concurrent("db"));
        assertEquals(new ArrayList<>(), agent.faults());
      }
    }

    private void goesDown(TestAgent agent, Workers workers) throws IOException {
      server.crash();
      await("an open breaker", agent, workers, () -> isIn(CircuitState.OPEN, agent));
      await("refusals", agent, workers, () -> agent.refused("db") >= 3);
      String refusal = "SQLTransientConnectionException 08001";
      await("a refusal seen", agent, workers, () -> workers.failures().contains(refusal));
    }

    private void comesBack(TestAgent agent, Workers workers) throws IOException {
      server.start();
      await("a closed breaker", agent, workers, () -> isIn(CircuitState.CLOSED, agent));
      long before = workers.successes();
      await("calls again", agent, workers, () -> workers.successes() > before + 40);
      long refused = agent.refused("db");
      await("calls on", agent, workers, () -> workers.successes() > before + 80);
      assertEquals(refused, agent.refused("db"));
      workers
          .failures()
          .forEach(each -> assertTrue(each.startsWith("SQL") || each.startsWith("PSQL"), each));
    }

    private static boolean isIn(CircuitState state, TestAgent agent) {
      return agent.status("db").get(0).state() == state;
    }

    private static void await(
        String what, TestAgent agent, Workers workers, BooleanSupplier condition) {
      long start = System.nanoTime();
      while (!condition.getAsBoolean()) {
        assertTrue(
            System.nanoTime() - start < PATIENCE_NANOS,
            () ->
                "never: "
                    + what
                    + "; "
                    + agent.changes().size()
                    + " changes; "
                    + agent.status("db")
                    + "; "
                    + workers.failures());
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  @Nested
  class OfPostgres extends Outage {
    @Override
    OwnServer create() throws IOException {
      return new OwnPostgres();
    }

    @Test
    void isFollowed() throws Exception {
      isFollowed(new org.postgresql.Driver());
    }
  }

  @Nested
  class OfMariaDb extends Outage {
    @Override
    OwnServer create() throws IOException {
      return new OwnMariaDb();
    }

    @Test
    void isFollowed() throws Exception {
      isFollowed(new org.mariadb.jdbc.Driver());
    }
  }
}
