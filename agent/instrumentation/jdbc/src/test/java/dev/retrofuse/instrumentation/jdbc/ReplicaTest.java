package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection to a replica, in place of one that was refused or could not be opened. */
class ReplicaTest {
  private static final String RULES =
      """
      rules:
        - name: main
          match: { jdbc: { url: "MAIN**" } }
          failures: { exceptions: java.sql.SQLException }
          breaker: { window: 100 calls, minimum-calls: 4, open-wait: 1h }
          fallback: { for: WHEN, replica: "REPLICA" }
        - name: replica
          match: { jdbc: { url: "jdbc:**" } }
          failures: { exceptions: java.sql.SQLException }
          breaker: { window: 100 calls, minimum-calls: 4, open-wait: 1h }
          fallback: { for: failed, replica: "MAIN" }
      """;

  /** Two databases of one server each, of which one plays the replica. */
  private enum Database {
    // H2 takes setReadOnly for a hint; a URL says it for good.
    H2(
        new org.h2.Driver(),
        "jdbc:h2:mem:main;DB_CLOSE_DELAY=-1",
        "jdbc:h2:mem:",
        "nowhere;IFEXISTS=TRUE"),
    POSTGRES(
        new org.postgresql.Driver(),
        "jdbc:postgresql://127.0.0.1:5432/test",
        "jdbc:postgresql://127.0.0.1:5432/",
        "nowhere");

    final Driver driver;
    final String main;
    final String replica;
    final String nowhere;

    Database(Driver driver, String main, String others, String nowhere) {
      this.driver = driver;
      this.main = main;
      this.nowhere = others + nowhere;
      replica =
          others
              + (main.contains("h2") ? "copy;DB_CLOSE_DELAY=-1" : "postgres?readOnlyMode=always");
    }

    Connection connect(String url) throws SQLException {
      Properties properties = new Properties();
      properties.setProperty("user", main.contains("h2") ? "sa" : "postgres");
      return driver.connect(url, properties);
    }
  }

  private static TestWeaving woven;
  private TestAgent agent;

  @BeforeAll
  static void weave() {
    woven = TestWeaving.of(new JdbcInstrumentation());
  }

  @AfterAll
  static void unweave() {
    woven.close();
  }

  @AfterEach
  void close() {
    agent.close();
    assertEquals(Collections.emptyList(), agent.faults());
  }

  private void attach(String main, String when, String replica) {
    agent =
        TestAgent.attach(
            RULES
                .replace("MAIN**", of(main) + "**")
                .replace("MAIN", main)
                .replace("WHEN", when)
                .replace("REPLICA", replica),
            woven);
  }

  private static void open(Statement statement) {
    for (int i = 0; i < 4; i++) {
      assertThrows(SQLException.class, () -> statement.executeQuery("selekt"));
    }
    assertThrows(
        SQLTransientConnectionException.class, () -> statement.executeQuery("select 1"), "open");
  }

  @ParameterizedTest
  @EnumSource
  void readsGoOnWhereTheMainDatabaseIsRefused(Database database) throws Exception {
    attach(database.main, "refused", database.replica);
    try (Connection main = database.connect(database.main);
        Statement statement = main.createStatement()) {
      open(statement);
      try (Connection connection = database.connect(database.main);
          Statement reads = connection.createStatement();
          ResultSet result = reads.executeQuery("select 1")) {
        assertTrue(result.next());
        assertTrue(connection.getMetaData().getURL().contains(of(database.replica)));
      }
      assertThrows(SQLTransientConnectionException.class, () -> statement.executeQuery("select 1"));
    }
    assertEquals(1, fallbacks("main"));
    assertEquals(2, agent.calls("replica"), "opening, and one query");
    assertEquals(0, agent.failures("replica"));
  }

  private static String of(String url) {
    return url.replaceAll("[?;].*", "");
  }

  @Test
  void writesAreRefusedByTheDatabase() throws Exception {
    Database database = Database.POSTGRES;
    attach(database.nowhere, "failed", database.replica);
    try (Connection connection = database.connect(database.nowhere);
        Statement statement = connection.createStatement()) {
      assertTrue(connection.isReadOnly());
      SQLException refused =
          assertThrows(SQLException.class, () -> statement.execute("create table written (a int)"));
      assertEquals("25006", refused.getSQLState());
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensTheReplicaWhereTheMainDatabaseFails(Database database) throws Exception {
    attach(database.nowhere, "failed", database.replica);
    database.connect(database.nowhere).close();
    assertEquals(1, agent.failures("main"));
    assertEquals(1, fallbacks("main"));
    attach(database.nowhere, "refused", database.replica);
    assertThrows(SQLException.class, () -> database.connect(database.nowhere));
    assertEquals(0, fallbacks("main"));
  }

  @ParameterizedTest
  @EnumSource
  void goesNoFurtherThanTheReplica(Database database) throws Exception {
    attach(database.nowhere, "failed", database.nowhere.replace("nowhere", "anywhere"));
    SQLException failure =
        assertThrows(SQLException.class, () -> database.connect(database.nowhere));
    assertTrue(failure.getMessage().contains("nowhere"), failure.getMessage());
    assertEquals(1, agent.failures("main"));
    assertEquals(1, agent.failures("replica"));
    assertEquals(0, fallbacks("main") + fallbacks("replica"));
  }

  @Test
  void anotherDriversReplicaIsNone() throws Exception {
    Database database = Database.H2;
    attach(database.nowhere, "failed", Database.POSTGRES.replica);
    assertThrows(SQLException.class, () -> database.connect(database.nowhere));
    assertEquals(0, fallbacks("main"));
  }

  @Test
  void driverManagerGetsItToo() throws Exception {
    attach(Database.POSTGRES.nowhere, "failed", Database.POSTGRES.replica);
    try (Connection connection =
        DriverManager.getConnection(Database.POSTGRES.nowhere, "postgres", "")) {
      assertTrue(connection.isReadOnly());
    }
  }

  private long fallbacks(String rule) {
    return agent.status(rule).stream().mapToLong(GuardStatus::fallbacks).sum();
  }
}
