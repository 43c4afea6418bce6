package dev.retrofuse.instrumentation.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that refuses connections, seen by drivers, above all those with no server at hand. */
class UnreachableTest {
  private static final int MINIMUM = 3;
  private static final String RULES =
      """
      rules:
        - name: db
          match: { jdbc: { url: "jdbc:**" } }
          scope: host
          breaker: { window: 100 calls, minimum-calls: %d, open-wait: 10m, max-open-wait: 10m }
      """
          .formatted(MINIMUM);
  private static TestWeaving woven;

  @BeforeAll
  static void weave() {
    woven = TestWeaving.of(new JdbcInstrumentation());
  }

  @AfterAll
  static void unweave() {
    woven.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "mssql-jdbc-12.10.0.jre8, com.microsoft.sqlserver.jdbc.SQLServerDriver,"
        + " jdbc:sqlserver://127.0.0.1:PORT;loginTimeout=2;connectRetryCount=0",
    "ojdbc8-21.9.0.0, oracle.jdbc.OracleDriver, jdbc:oracle:thin:@127.0.0.1:PORT:x",
    "jtds-1.3.1, net.sourceforge.jtds.jdbc.Driver, jdbc:jtds:sqlserver://127.0.0.1:PORT/x",
    "jcc-11.5.9.0, com.ibm.db2.jcc.DB2Driver, jdbc:db2://127.0.0.1:PORT/x",
    "postgresql-8.4-702.jdbc3, org.postgresql.Driver, jdbc:postgresql://127.0.0.1:PORT/x",
    "mysql-connector-java-3.1.14, com.mysql.jdbc.Driver, jdbc:mysql://127.0.0.1:PORT/x",
    "mysql-connector-j-9.4.0, com.mysql.cj.jdbc.Driver, jdbc:mysql://127.0.0.1:PORT/x",
    "mariadb-java-client-2.7.12, org.mariadb.jdbc.Driver, jdbc:mariadb://127.0.0.1:PORT/x",
  })
  void opensTheBreaker(String jar, String type, String url) throws Exception {
    Driver driver =
        (Driver) LoadedDriver.loader(jar).loadClass(type).getConstructor().newInstance();
    try (TcpProxy path = TcpProxy.to("127.0.0.1", 1);
        TestAgent agent = TestAgent.attach(RULES, woven)) {
      path.refuse();
      for (int i = 1; i < MINIMUM; i++) {
        fail(driver, url, path);
        assertEquals(i, agent.failures("db"));
        assertEquals(i, agent.calls("db"));
      }
      fail(driver, url, path);
      SQLException refusal = fail(driver, url, path);
      assertEquals(SQLTransientConnectionException.class, refusal.getClass(), refusal::toString);
      assertEquals("08001", refusal.getSQLState());
      assertEquals(1, agent.refused("db"));
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  private static SQLException fail(Driver driver, String url, TcpProxy path) {
    Properties user = new Properties();
    user.setProperty("user", "x");
    user.setProperty("password", "x");
    String all = url.replace("PORT", String.valueOf(path.port()));
    return assertThrows(SQLException.class, () -> driver.connect(all, user));
  }
}
