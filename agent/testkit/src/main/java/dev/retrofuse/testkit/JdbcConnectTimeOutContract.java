package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.PolicyStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What holds for opening connections under a time limit where the driver can be told of it. The
 * server is reached by a path that lets connections be made, and passes nothing until told to.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class JdbcConnectTimeOutContract extends JdbcFixture {
  private static final String TIME_OUT = "    time-out: {call: 1h, connect: 300ms}\n" + COUNT;
  private TcpProxy path;

  /** Where the server listens. */
  protected abstract int port();

  /** The same URL as {@link #url} by another port. */
  protected abstract String urlBy(int port);

  /** A query that takes so many seconds. */
  protected abstract String sleep(int seconds);

  /** The driver's own time-out that an application would set, of one to two seconds. */
  protected abstract String[] ownTimeOut();

  @BeforeEach
  void breakPath() {
    DriverManager.setLoginTimeout(0); // HikariCP sets it for all drivers, and other tests use it
    path = TcpProxy.to("127.0.0.1", port());
    path.hang();
  }

  @AfterEach
  void closePath() {
    path.close();
  }

  @Test
  void aServerThatAcceptsAndNeverAnswersIsGivenUp() throws Exception {
    try (TestAgent agent = attachTo(TIME_OUT)) {
      Properties given = properties();
      long start = System.nanoTime();
      SQLException thrown = assertThrows(SQLTimeoutException.class, () -> open(given));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertTrue(millis >= 290 && millis < 4_000, millis + " ms");
      assertTrue(thrown.getSQLState().startsWith("08"), thrown.getSQLState());
      assertEquals(properties(), given, "the application's own stay as they are");
      assertEquals(1, timeOuts(agent).refused());
      assertEquals(1, agent.failures(RULE), "a time-out is a failure");
      path.pass();
      open(given).close();
      assertEquals(1, timeOuts(agent).refused());
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void aConnectionKeepsNoTimeOut() throws Exception {
    path.pass();
    try (TestAgent agent = attachTo(TIME_OUT);
        Connection connection = open(properties());
        Statement statement = connection.createStatement()) {
      agent.rules("rules: []");
      try (ResultSet slept = statement.executeQuery(sleep(2))) {
        assertTrue(slept.next());
      }
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void whatTheApplicationHasSetItselfStays() throws Exception {
    try (TestAgent agent = attachTo(TIME_OUT)) {
      Properties own = properties();
      own.setProperty(ownTimeOut()[0], ownTimeOut()[1]);
      long start = System.nanoTime();
      assertThrows(SQLException.class, () -> open(own));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertTrue(millis >= 1_000, millis + " ms");
      assertEquals(new ArrayList<>(), agent.faults());
    }
  }

  @Test
  void observingCutsNothingAndCounts() throws Exception {
    try (TestAgent agent = attachTo("    mode: observe\n" + TIME_OUT)) {
      Thread healer = new Thread(this::passLater);
      healer.start();
      open(properties()).close();
      healer.join();
      assertEquals(0, timeOuts(agent).refused());
      assertEquals(1, timeOuts(agent).wouldRefuse());
      assertEquals(0, agent.failures(RULE));
    }
  }

  // Longer than any driver that rounds up would wait.
  private void passLater() {
    try {
      Thread.sleep(1_300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    path.pass();
  }

  @Test
  void theDeadlineIsKeptToo() throws Exception {
    try (TestAgent agent = attachTo("    time-out: {call: 1h}\n" + COUNT)) {
      Deadline.set(System.nanoTime() - 1);
      assertRefused(() -> open(properties()), "08001");
      Deadline.set(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200));
      SQLException thrown = assertThrows(SQLException.class, () -> open(properties()));
      assertInstanceOf(SQLTimeoutException.class, thrown);
      assertEquals(1, timeOuts(agent).refused());
      assertEquals(new ArrayList<>(), agent.faults());
    } finally {
      Deadline.set(0);
    }
  }

  private TestAgent attachTo(String policies) {
    String url = urlBy(path.port());
    return attachMatching("url: '" + url.replaceAll("[?;].*", "") + "**'", policies);
  }

  private Connection open(Properties given) throws SQLException {
    return driver().connect(urlBy(path.port()), given);
  }

  private static PolicyStatus timeOuts(TestAgent agent) {
    return agent.status(RULE).get(0).policies().stream()
        .filter(policy -> policy.policy().equals("time-out"))
        .findAny()
        .orElseThrow();
  }
}
