package dev.retrofuse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseMessaging;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fallback would have answered, had the rule not only observed. */
class WouldAnswerTest extends EngineFixture {
  private static final String URL = "jdbc:h2:mem:orders";
  private static final String ONE = "rate-limit: {rate: 1/h, burst: 1}";

  private void observe(String kind, String policies) {
    apply("- {name: pay, match: {" + kind + ": {}}, mode: observe, " + policies + "}");
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        arguments("http", "{response: {status: 200}}", 2),
        arguments("http", "{last-good: {max-age: 1h, max-size: 1MB}}", 0),
        arguments("http", "exception", 0),
        arguments("messaging", "{drop: true}", 2),
        arguments("jdbc", "{replica: 'jdbc:h2:mem:other'}", 2),
        arguments("jdbc", "{empty-result: true}", 0));
  }

  /** Of JDBC connects. */
  @ParameterizedTest
  @MethodSource("forms")
  void countsCallsThatWouldHaveBeenRefused(String kind, String form, int expected) {
    String fallback = form.equals("exception") ? "" : ", fallback: " + form;
    observe(kind, ONE + fallback);
    for (int i = 0; i < 3; i++) {
      call(guard(kind), kind.equals("http") ? 200 : 0, null);
    }
    assertEquals(2, status().wouldRefuse());
    assertEquals(expected, status().wouldAnswer());
    assertEquals(0, status().fallbacks());
  }

  private static RetrofuseGuard guard(String kind) {
    return kind.equals("http")
        ? http("http://shop:8080/x")
        : kind.equals("jdbc")
            ? RetrofuseJdbc.connect(URL)
            : RetrofuseMessaging.send("kafka", "orders");
  }

  @Test
  void ofStatementsOnlyQueriesHaveAnEmptyResult() {
    observe("jdbc", ONE + ", fallback: {empty-result: true}");
    execute("insert into a values (1)", "executeUpdate", null);
    execute("select 1", "executeQuery", null);
    execute("select 1", "execute", null);
    execute("select 1", "executeBatch", null);
    execute("update a set b = 1", "executeUpdate", null);
    assertEquals(4, status().wouldRefuse());
    assertEquals(2, status().wouldAnswer());
  }

  @Test
  void countsFailedCallsOnce() {
    observe("http", ONE + ", fallback: {for: failed, response: {status: 200}}");
    for (int i = 0; i < 3; i++) {
      RetrofuseGuard guard = http("http://shop:8080/x");
      Throwable lost = new IOException();
      call(guard, 0, lost);
      assertNull(guard.instead(false, lost));
    }
    assertEquals(3, status().wouldAnswer());
    observe("jdbc", "breaker: {}, fallback: {for: failed, empty-result: true}");
    execute("select 1", "executeQuery", new SQLException("lost", "08006"));
    execute("select 1", "executeQuery", new SQLException("mistake", "42000"));
    execute("delete from a", "executeUpdate", new SQLException("lost", "08006"));
    assertEquals(1, status().wouldAnswer());
  }

  @Test
  void countsWhatIsNotEnforced() {
    apply(
        "- {name: pay, match: {http: {}}, enforce: 50%, rate-limit: {rate: 1/h, burst: 1},"
            + " fallback: {response: {status: 200}}}");
    for (int i = 0; i < 200; i++) {
      call(http("http://shop:8080/x"), 200, null);
    }
    assertEquals(199, status().refused() + status().wouldRefuse());
    assertEquals(status().wouldRefuse(), status().wouldAnswer());
  }

  /** As the advice does it. */
  private static void execute(String sql, String method, Throwable thrown) {
    Statement statement = statement();
    RetrofuseGuard guard = RetrofuseJdbc.statement(statement, sql);
    long permit = guard.enter();
    RetrofuseJdbc.again(guard, permit, 1, statement, sql, method, thrown);
  }

  private static Statement statement() {
    DatabaseMetaData metaData = fake(DatabaseMetaData.class, URL);
    return fake(Statement.class, fake(Connection.class, metaData));
  }

  private static <T> T fake(Class<T> type, Object answer) {
    Class<?>[] types = {type};
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), types, (proxy, method, none) -> answer));
  }
}
