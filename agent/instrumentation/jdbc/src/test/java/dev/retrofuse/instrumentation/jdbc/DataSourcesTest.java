package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The drivers' own data sources, of all three kinds: opening a connection is one call, each
 * execution through the handle that they give is one more, and both are refused.
 */
class DataSourcesTest {
  private static final String RULES =
      """
      rules:
        - name: db
          match: { jdbc: { url: "jdbc:**" } }
          scope: rule
          failures: { sql-states: ["37", "42", "S1", "HY", "none"],
                      exceptions: ["org.sqlite.SQLiteException"] }
          breaker: { window: 100 calls, minimum-calls: 8, failure-rate: 10%, open-wait: 10m,
                     max-open-wait: 10m }
      """;
  private static TestWeaving woven;

  @BeforeAll
  static void weave() {
    woven = TestWeaving.of(new JdbcInstrumentation());
  }

  @AfterAll
  static void unweave() {
    woven.close();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql-8.4-702.jdbc3 | org.postgresql.ds.PGSimpleDataSource | POSTGRES",
        "postgresql-8.4-702.jdbc3 | org.postgresql.ds.PGConnectionPoolDataSource | POSTGRES",
        "postgresql-8.4-702.jdbc3 | org.postgresql.xa.PGXADataSource | POSTGRES",
        "- | org.postgresql.ds.PGSimpleDataSource | POSTGRES",
        "- | org.postgresql.ds.PGConnectionPoolDataSource | POSTGRES",
        "- | org.postgresql.xa.PGXADataSource | POSTGRES",
        "- | org.mariadb.jdbc.MariaDbDataSource | url=jdbc:mariadb://127.0.0.1/test;user=root",
        "mariadb-java-client-2.7.12 | org.mariadb.jdbc.MariaDbDataSource | url=jdbc:mariadb://127.0.0.1/test;user=root",
        "mysql-connector-java-3.1.14 | com.mysql.jdbc.jdbc2.optional.MysqlDataSource | url=jdbc:mysql://127.0.0.1/test;user=root",
        "mysql-connector-java-5.1.49 | com.mysql.jdbc.jdbc2.optional.MysqlDataSource | MYSQL",
        "mysql-connector-java-5.1.49 | com.mysql.jdbc.jdbc2.optional.MysqlConnectionPoolDataSource | MYSQL",
        "mysql-connector-java-5.1.49 | com.mysql.jdbc.jdbc2.optional.MysqlXADataSource | MYSQL",
        "mysql-connector-j-9.4.0 | com.mysql.cj.jdbc.MysqlDataSource | MYSQL",
        "mysql-connector-j-9.4.0 | com.mysql.cj.jdbc.MysqlConnectionPoolDataSource | MYSQL",
        "mysql-connector-j-9.4.0 | com.mysql.cj.jdbc.MysqlXADataSource | MYSQL",
        "- | org.h2.jdbcx.JdbcDataSource | URL=jdbc:h2:mem:sources;user=sa",
        "h2-1.1.119 | org.h2.jdbcx.JdbcDataSource | URL=jdbc:h2:mem:sources;user=sa",
        "hsqldb-1.8.0.10 | org.hsqldb.jdbc.jdbcDataSource | database=jdbc:hsqldb:mem:sources;user=sa",
        "hsqldb-2.7.1 | org.hsqldb.jdbc.JDBCDataSource | url=jdbc:hsqldb:mem:sources;user=SA",
        "hsqldb-2.7.1 | org.hsqldb.jdbc.pool.JDBCPooledDataSource | url=jdbc:hsqldb:mem:sources;user=SA",
        "hsqldb-2.7.1 | org.hsqldb.jdbc.pool.JDBCXADataSource | url=jdbc:hsqldb:mem:sources;user=SA",
        "derby-10.4.2.0 | org.apache.derby.jdbc.EmbeddedDataSource | DERBY/old",
        "derby-10.4.2.0 | org.apache.derby.jdbc.EmbeddedConnectionPoolDataSource | DERBY/old",
        "derby-10.4.2.0 | org.apache.derby.jdbc.EmbeddedXADataSource | DERBY/old",
        "derby-10.14.2.0 | org.apache.derby.jdbc.EmbeddedDataSource | DERBY/new",
        "derby-10.14.2.0 | org.apache.derby.jdbc.EmbeddedConnectionPoolDataSource | DERBY/new",
        "derby-10.14.2.0 | org.apache.derby.jdbc.EmbeddedXADataSource | DERBY/new",
        "sqlite-jdbc-3.50.1.0 | org.sqlite.SQLiteDataSource | url=jdbc:sqlite::memory:",
        "sqlite-jdbc-3.50.1.0 | org.sqlite.javax.SQLiteConnectionPoolDataSource | url=jdbc:sqlite::memory:",
      })
  void countsOnceAndRefuses(String jar, String type, String settings) throws Exception {
    Object source = create(jar.equals("-") ? null : jar, type, settings);
    int kinds = 0;
    if (source instanceof DataSource) {
      isGuarded(type, ((DataSource) source)::getConnection);
      kinds++;
    }
    if (source instanceof ConnectionPoolDataSource) {
      ConnectionPoolDataSource pool = (ConnectionPoolDataSource) source;
      isGuarded(type, () -> pool.getPooledConnection().getConnection());
      kinds++;
    }
    if (source instanceof XADataSource) {
      isGuarded(type, () -> ((XADataSource) source).getXAConnection().getConnection());
      kinds++;
    }
    assertTrue(kinds > 0);
  }

  private static Object create(String jar, String type, String settings) throws Exception {
    ClassLoader loader =
        jar == null ? DataSourcesTest.class.getClassLoader() : LoadedDriver.loader(jar);
    Object source = loader.loadClass(type).getConstructor().newInstance();
    String all =
        settings
            .replace("POSTGRES", "serverName=127.0.0.1;databaseName=test;user=postgres")
            .replace("MYSQL", "url=jdbc:mysql://127.0.0.1/test?useSSL=false;user=root")
            .replace(
                "DERBY",
                "createDatabase=create;databaseName=" + System.getProperty("jdbc.drivers"));
    for (String setting : all.split(";")) {
      String[] pair = setting.split("=", 2);
      set(source, "set" + pair[0], pair[1]);
    }
    return source;
  }

  private static void set(Object source, String setter, String value) throws Exception {
    for (Method method : source.getClass().getMethods()) {
      if (method.getName().equalsIgnoreCase(setter)
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0] == String.class) {
        method.invoke(source, value);
        return;
      }
    }
    throw new NoSuchMethodException(setter);
  }

  private interface Opening {
    Connection open() throws SQLException;
  }

  private static void isGuarded(String type, Opening source) throws Exception {
    source.open().close(); // with all that a driver does once
    try (TestAgent agent = TestAgent.attach(RULES, woven)) {
      counts(1, agent, "connecting", () -> source.open().close());
      try (Connection connection = source.open();
          Statement statement = connection.createStatement();
          PreparedStatement prepared = connection.prepareStatement(query(type))) {
        counts(1, agent, "query", () -> statement.executeQuery(query(type)).close());
        counts(1, agent, "execute", () -> statement.execute(query(type)));
        counts(1, agent, "prepared", () -> prepared.executeQuery().close());
        trip(agent, statement);
        assertRefused("53000", prepared::executeQuery);
        assertRefused("53000", () -> statement.executeQuery(query(type)));
        assertRefused("08001", source::open);
      }
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private static void counts(int calls, TestAgent agent, String what, Executable call)
      throws Exception {
    long before = agent.calls("db");
    org.junit.jupiter.api.Assertions.assertDoesNotThrow(call, what);
    assertEquals(before + calls, agent.calls("db"), what);
  }

  private static void trip(TestAgent agent, Statement statement) {
    for (int i = 0; i < 8 && agent.refused("db") == 0; i++) {
      assertThrows(SQLException.class, () -> statement.executeQuery("selekt 1"));
    }
    assertTrue(agent.refused("db") > 0, () -> agent.failures("db") + " failures");
  }

  private static void assertRefused(String state, Executable call) {
    SQLException refusal = assertThrows(SQLException.class, call);
    assertEquals(SQLTransientConnectionException.class, refusal.getClass(), refusal::toString);
    assertEquals(state, refusal.getSQLState());
  }

  private static String query(String type) {
    return type.contains("derby") ? "values 1" : type.contains("hsqldb") ? "call 1" : "select 1";
  }
}
