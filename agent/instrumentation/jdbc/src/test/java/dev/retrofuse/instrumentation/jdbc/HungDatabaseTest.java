package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A way to the database that hangs in the midst of a call: no cancel comes through it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HungDatabaseTest {
  private static final String RULES =
      """
      rules:
        - name: db
          match: { jdbc: { url: "jdbc:**" } }
          scope: rule
          time-out: { call: TIME }
      """;

  enum Database {
    POSTGRES(null, "org.postgresql.Driver", "postgresql://127.0.0.1:PORT/test", 5432, "postgres"),
    MARIADB_3(null, "org.mariadb.jdbc.Driver", "mariadb://127.0.0.1:PORT/test", 3306, "root"),
    MARIADB_2(
        "mariadb-java-client-2.7.12",
        "org.mariadb.jdbc.Driver",
        "mysql://127.0.0.1:PORT/test",
        3306,
        "root"),
    MYSQL_9(
        "mysql-connector-j-9.4.0",
        "com.mysql.cj.jdbc.Driver",
        "mysql://127.0.0.1:PORT/test?sslMode=DISABLED",
        3306,
        "root"),
    MYSQL_5(
        "mysql-connector-java-5.1.49",
        "com.mysql.jdbc.Driver",
        "mysql://127.0.0.1:PORT/test?useSSL=false",
        3306,
        "root");

    private final String jar;
    private final String driver;
    private final String url;
    private final int port;
    private final String user;

    Database(String jar, String driver, String url, int port, String user) {
      this.jar = jar;
      this.driver = driver;
      this.url = url;
      this.port = port;
      this.user = user;
    }

    Connection connect(TcpProxy path) throws Exception {
      Driver loaded =
          jar == null
              ? (Driver) Class.forName(driver).getConstructor().newInstance()
              : LoadedDriver.load(jar, driver);
      Properties properties = new Properties();
      properties.setProperty("user", user);
      return loaded.connect("jdbc:" + url.replace("PORT", "" + path.port()), properties);
    }
  }

  /** All at once, for each takes a while. */
  @Test
  void theCallEndsInItsTimeOutAndTheConnectionWithIt() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (TestWeaving woven = TestWeaving.of(new JdbcInstrumentation());
        TestAgent agent = TestAgent.attach(rules("300ms"), woven)) {
      Map<Database, Future<?>> ends = new EnumMap<>(Database.class);
      for (Database database : Database.values()) {
        ends.put(database, threads.submit(() -> hang(database)));
      }
      for (Map.Entry<Database, Future<?>> end : ends.entrySet()) {
        assertDoesNotThrow(() -> end.getValue().get(), end.getKey()::toString);
      }
      assertEquals(ends.size(), agent.failures("db"));
      assertEquals(new ArrayList<>(), agent.faults());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void hang(Database database) throws Exception {
    try (TcpProxy path = TcpProxy.to("127.0.0.1", database.port);
        Connection connection = database.connect(path);
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").close();
      path.hang();
      SQLException thrown =
          assertThrows(SQLTimeoutException.class, () -> statement.executeQuery("select 2"));
      assertTrue(thrown.getSQLState().startsWith("08"), thrown::getSQLState);
      assertTrue(connection.isClosed());
      path.pass();
      try (Connection other = database.connect(path);
          Statement again = other.createStatement()) {
        again.executeQuery("select 3").close();
      }
      return null;
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void theNetworkTimeOutIsAsBeforeAfterEachCall(Database database) throws Exception {
    try (TcpProxy path = TcpProxy.to("127.0.0.1", database.port);
        TestWeaving woven = TestWeaving.of(new JdbcInstrumentation());
        TestAgent agent = TestAgent.attach(rules("1m"), woven);
        Connection connection = database.connect(path);
        Statement statement = connection.createStatement()) {
      for (int own : new int[] {0, 3_600_000, 20_000}) {
        connection.setNetworkTimeout(Runnable::run, own);
        statement.executeQuery("select 1").close();
        assertEquals(own, connection.getNetworkTimeout());
        assertThrows(SQLException.class, () -> statement.executeQuery("no query"));
        assertEquals(own, connection.getNetworkTimeout());
      }
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void aStricterOneOfTheApplicationWins() throws Exception {
    try (TcpProxy path = TcpProxy.to("127.0.0.1", 3306);
        TestWeaving woven = TestWeaving.of(new JdbcInstrumentation());
        TestAgent agent = TestAgent.attach(rules("1m"), woven);
        Connection connection = Database.MARIADB_3.connect(path);
        Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, 300);
      path.hang();
      SQLException thrown =
          assertThrows(SQLException.class, () -> statement.executeQuery("select 1"));
      assertEquals("08000", thrown.getSQLState());
      assertTrue(!(thrown instanceof SQLTimeoutException), thrown::toString);
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private static String rules(String time) {
    return RULES.replace("TIME", time);
  }
}
