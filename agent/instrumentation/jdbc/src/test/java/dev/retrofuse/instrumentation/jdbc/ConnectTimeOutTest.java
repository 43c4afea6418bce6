package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.JdbcConnectTimeOutContract;
import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.sql.Driver;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.Properties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening connections under a time limit: each driver has its own means. */
class ConnectTimeOutTest {
  private static final String RULES =
      """
      rules:
        - name: db
          match: { jdbc: { url: "jdbc:**" } }
          scope: rule
          time-out: { call: 700ms }
      """;

  abstract static class Connecting extends JdbcConnectTimeOutContract {
    private final Driver driver;
    private final String url;

    Connecting(Driver driver, String url) {
      this.driver = driver;
      this.url = url;
    }

    @Override
    protected LibraryInstrumentation instrumentation() {
      return new JdbcInstrumentation();
    }

    @Override
    protected Driver driver() {
      return driver;
    }

    @Override
    protected String url() {
      return urlBy(port());
    }

    @Override
    protected String urlBy(int port) {
      return url.replace("PORT", String.valueOf(port));
    }

    @Override
    protected String database() {
      return "test";
    }
  }

  @Nested
  class OfPostgres extends Connecting {
    OfPostgres() {
      super(new org.postgresql.Driver(), "jdbc:postgresql://127.0.0.1:PORT/test");
    }

    @Override
    protected int port() {
      return 5432;
    }

    @Override
    protected Properties properties() {
      return user("postgres");
    }

    @Override
    protected String sleep(int seconds) {
      return "select pg_sleep(" + seconds + ")";
    }

    @Override
    protected String[] ownTimeOut() {
      return new String[] {"socketTimeout", "2"};
    }
  }

  abstract static class ConnectingToMariaDb extends Connecting {
    ConnectingToMariaDb(Driver driver, String url) {
      super(driver, url);
    }

    @Override
    protected int port() {
      return 3306;
    }

    @Override
    protected Properties properties() {
      return user("root");
    }

    @Override
    protected String sleep(int seconds) {
      return "select sleep(" + seconds + ")";
    }

    @Override
    protected String[] ownTimeOut() {
      return new String[] {"connectTimeout", "1200"};
    }
  }

  @Nested
  class OfMariaDb extends ConnectingToMariaDb {
    OfMariaDb() {
      super(new org.mariadb.jdbc.Driver(), "jdbc:mariadb://127.0.0.1:PORT/test");
    }
  }

  /** It takes the URLs of MySQL's. */
  @Nested
  class OfMariaDb2 extends ConnectingToMariaDb {
    OfMariaDb2() {
      super(
          LoadedDriver.load("mariadb-java-client-2.7.12", "org.mariadb.jdbc.Driver"),
          "jdbc:mysql://127.0.0.1:PORT/test");
    }
  }

  abstract static class ConnectingByMySql extends ConnectingToMariaDb {
    ConnectingByMySql(Driver driver, String parameter) {
      super(driver, "jdbc:mysql://127.0.0.1:PORT/test?" + parameter);
    }

    @Override
    protected String[] ownTimeOut() {
      return new String[] {"socketTimeout", "1200"};
    }
  }

  @Nested
  class OfMySql9 extends ConnectingByMySql {
    OfMySql9() {
      super(
          LoadedDriver.load("mysql-connector-j-9.4.0", "com.mysql.cj.jdbc.Driver"),
          "sslMode=DISABLED");
    }
  }

  @Nested
  class OfMySql5 extends ConnectingByMySql {
    OfMySql5() {
      super(
          LoadedDriver.load("mysql-connector-java-5.1.49", "com.mysql.jdbc.Driver"),
          "useSSL=false");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ojdbc8-21.9.0.0, oracle.jdbc.OracleDriver, jdbc:oracle:thin:@127.0.0.1:PORT:x",
    "jtds-1.3.1, net.sourceforge.jtds.jdbc.Driver, jdbc:jtds:sqlserver://127.0.0.1:PORT/x",
    "jcc-11.5.9.0, com.ibm.db2.jcc.DB2Driver, jdbc:db2://127.0.0.1:PORT/x",
  })
  void aServerThatNeverAnswersIsGivenUp(String jar, String type, String url) {
    Driver driver = LoadedDriver.load(jar, type);
    try (TcpProxy path = TcpProxy.to("127.0.0.1", 5432);
        TestWeaving woven = TestWeaving.of(new JdbcInstrumentation());
        TestAgent agent = TestAgent.attach(RULES, woven)) {
      path.hang();
      String by = url.replace("PORT", String.valueOf(path.port()));
      Properties stranger = user("x");
      stranger.setProperty("password", "x");
      long start = System.nanoTime();
      assertThrows(SQLTimeoutException.class, () -> driver.connect(by, stranger));
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis >= 690 && millis < 10_000, millis + " ms");
      assertEquals(1, agent.failures("db"));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  /** Their connections could not be told that the time-out of their reads is over. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "postgresql-8.4-702.jdbc3, org.postgresql.Driver, jdbc:postgresql://127.0.0.1/test, postgres,"
        + " select pg_sleep(2)",
    "mysql-connector-java-3.1.14, com.mysql.jdbc.Driver, jdbc:mysql://127.0.0.1/test, root,"
        + " select sleep(2)",
  })
  void olderDriversConnectAsEver(String jar, String type, String url, String user, String sleep)
      throws Exception {
    Driver driver = LoadedDriver.load(jar, type);
    try (TestWeaving woven = TestWeaving.of(new JdbcInstrumentation());
        TestAgent agent = TestAgent.attach(RULES, woven)) {
      try (java.sql.Connection connection = driver.connect(url, user(user))) {
        agent.rules("rules: []");
        assertTrue(connection.createStatement().executeQuery(sleep).next());
      }
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private static Properties user(String name) {
    Properties properties = new Properties();
    properties.setProperty("user", name);
    properties.setProperty("password", "");
    return properties;
  }
}
