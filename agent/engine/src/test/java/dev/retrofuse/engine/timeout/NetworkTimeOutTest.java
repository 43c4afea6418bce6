package dev.retrofuse.engine.timeout;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real drivers do with it is seen in the tests of the JDBC instrumentation. */
class NetworkTimeOutTest {
  private final NetworkTimeOut network = new NetworkTimeOut();
  private SQLException refusal;
  private int millis;
  private int asked;
  private final Connection connection =
      proxy(
          Connection.class,
          (name, argument) -> {
            asked++;
            if (refusal != null) {
              throw refusal;
            }
            if (name.equals("getNetworkTimeout")) {
              return millis;
            }
            millis = (Integer) argument;
            return null;
          });
  private final Statement statement = proxy(Statement.class, (name, none) -> connection);

  private interface Answer {
    Object to(String method, Object lastArgument) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, given) ->
                answer.to(method.getName(), given == null ? null : given[given.length - 1])));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60_000})
  void isStricterForOneCallAndThenAsBefore(int own) {
    millis = own;
    int before = network.shorten(statement, 2 * SECOND);
    assertTrue(millis >= 7_000 && millis <= 7_100, millis + " ms");
    NetworkTimeOut.restore(statement, before);
    assertEquals(own, millis);
  }

  @Test
  void aStricterOneStays() {
    millis = 7_000;
    assertEquals(NetworkTimeOut.UNTOUCHED, network.shorten(statement, 2 * SECOND));
    assertEquals(7_000, millis);
  }

  @Test
  void threadsThatShareTheConnectionLeaveNothingBehind() {
    int first = network.shorten(statement, 2 * SECOND);
    assertEquals(NetworkTimeOut.UNTOUCHED, network.shorten(statement, 300 * MILLISECOND));
    assertEquals(NetworkTimeOut.UNTOUCHED, network.shorten(statement, 9 * SECOND));
    NetworkTimeOut.restore(statement, first);
    assertEquals(0, millis);
  }

  @Test
  void neverIsTooLongForIt() {
    network.shorten(statement, Long.MAX_VALUE);
    assertTrue(millis > 2_000_000_000, millis + " ms");
  }

  @Test
  void aDriverWithoutItIsAskedOnce() {
    refusal = new SQLFeatureNotSupportedException("none", "0A000");
    for (int i = 0; i < 10; i++) {
      assertEquals(NetworkTimeOut.UNTOUCHED, network.shorten(statement, SECOND));
    }
    assertEquals(1, asked);
  }

  @Test
  void aConnectionThatIsGoneSaysNothingOfItsDriver() {
    refusal = new SQLException("closed", "08003");
    assertEquals(NetworkTimeOut.UNTOUCHED, network.shorten(statement, SECOND));
    assertTrue(NetworkTimeOut.isClosed(statement));
    refusal = null;
    assertEquals(0, network.shorten(statement, SECOND));
  }
}
