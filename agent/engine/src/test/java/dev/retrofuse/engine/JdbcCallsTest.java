package dev.retrofuse.engine;

import static dev.retrofuse.waist.RetrofuseGuard.REJECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseThread;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcCallsTest extends EngineFixture {
  private static final String ALL = "- {name: db, match: {jdbc: {url: 'jdbc:**'}}, breaker: {";
  private int asked;

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    Object made = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    return type.cast(made);
  }

  /** A driver's connection; what it does to answer is seen as a statement of its own. */
  private Connection connection(String url) {
    Statement internal = statement(null);
    DatabaseMetaData metaData =
        fake(
            DatabaseMetaData.class,
            (proxy, method, arguments) -> {
              asked++;
              assertNull(RetrofuseJdbc.statement(internal, "SELECT version"));
              if (url == null) {
                throw new SQLException("closed");
              }
              return url;
            });
    return fake(Connection.class, (proxy, method, arguments) -> metaData);
  }

  private static Statement statement(Connection connection) {
    return fake(Statement.class, (proxy, method, arguments) -> connection);
  }

  @Test
  void asksAnUnknownStatementOnce() {
    apply(ALL + "}}");
    Connection connection = connection("jdbc:h2:mem:orders;USER=x");
    Statement statement = statement(connection);
    RetrofuseGuard guard = RetrofuseJdbc.statement(statement, null);

    assertNotNull(guard);
    assertSame(guard, RetrofuseJdbc.statement(statement, null));
    assertSame(guard, RetrofuseJdbc.statement(statement(connection), "SELECT 1"));
    assertEquals(1, asked);
    assertEquals("h2:mem:orders", status().key());
  }

  @Test
  void knowsTheConnectionsThatItSawOpen() {
    apply(ALL + "}}");
    Connection connection = connection(null);
    RetrofuseJdbc.connected("jdbc:h2:mem:orders", connection);
    Statement statement = statement(null);
    RetrofuseJdbc.prepared(connection, statement, "SELECT 1");

    assertNotNull(RetrofuseJdbc.statement(statement, null));
    assertEquals(0, asked);
  }

  @Test
  void leavesAloneWhatItCannotLearn() {
    apply("- {name: db, match: {jdbc: {operation: SELECT}}, breaker: {}}");

    assertNull(RetrofuseJdbc.statement(statement(connection(null)), "SELECT 1"));
    assertNull(RetrofuseJdbc.statement(statement(null), "SELECT 1"));
    Statement old =
        fake(
            Statement.class,
            (proxy, method, arguments) -> {
              throw new AbstractMethodError();
            });
    assertNull(RetrofuseJdbc.statement(old, "SELECT 1"));
    assertNull(RetrofuseJdbc.connect("http://db"));
    assertEquals(0, engine.status().size());
  }

  @Test
  void databasesHostsOrTheRuleAreTheKey() {
    Connection orders = connection("jdbc:postgresql://db/orders");
    Connection lines = connection("jdbc:postgresql://db/lines");
    apply(ALL + "}}");
    assertNotSame(guard(orders), guard(lines));
    apply(ALL + "}, scope: host}");
    assertSame(guard(orders), guard(lines));
    assertEquals("db:5432", status().key());
    apply(ALL + "}, scope: rule}");
    assertSame(guard(orders), guard(lines));
    assertEquals("(all)", status().key());
  }

  @Test
  void aSchemaThatFailsIsRefusedAlone() {
    Connection shop = connection("jdbc:postgresql://db/shop");
    apply(ALL + "by: schema, minimum-calls: 4}}");
    Throwable lost = new SQLException("lost", "08006");
    for (int i = 0; i < 6; i++) {
      call(RetrofuseJdbc.statement(statement(shop), "select * from sales.orders"), 0, lost);
      call(RetrofuseJdbc.statement(statement(shop), "delete from stock.parts"), 0, null);
      call(RetrofuseJdbc.statement(statement(shop), "select * from parts"), 0, null);
    }
    String sales = "update sales.items set a = 1";
    assertEquals(REJECTED, RetrofuseJdbc.statement(statement(shop), sales).enter());
    assertEquals(
        "db:5432/shop db:5432/shop sales",
        engine.status().stream()
            .filter(each -> each.state() == CircuitState.OPEN)
            .map(GuardStatus::key)
            .findFirst()
            .orElse("none"));
    String stock = "select 1 from stock.parts";
    assertEquals(0, call(RetrofuseJdbc.statement(statement(shop), stock), 0, null) >>> 63);
  }

  @ParameterizedTest
  @CsvSource({
    "table, select a from orders where b = 1, delete from orders, delete from lines, orders",
    "sql, select a from orders where b = 1, select a from orders where b = 2, select b from orders,"
        + " select a from orders where b=?"
  })
  void aPartOfADatabaseThatFailsIsRefusedAlone(
      String by, String bad, String alike, String other, String part) {
    Connection shop = connection("jdbc:postgresql://db/shop");
    apply(ALL + "by: " + by + ", minimum-calls: 4}}");
    fail(shop, bad);
    call(RetrofuseJdbc.statement(statement(shop), other), 0, null);

    assertEquals(List.of("db:5432/shop " + part), open());
    assertEquals(REJECTED, RetrofuseJdbc.statement(statement(shop), alike).enter());
    assertEquals(0, call(RetrofuseJdbc.statement(statement(shop), other), 0, null) >>> 63);
  }

  @ParameterizedTest
  @CsvSource({
    "host, jdbc:postgresql://a/shop, jdbc:postgresql://a/stock, jdbc:postgresql://b/shop, a:5432",
    "database, jdbc:postgresql://a/shop, jdbc:postgresql://a:5432/shop,"
        + " jdbc:postgresql://a/stock, a:5432/shop"
  })
  void aServerOfARuleThatFailsIsRefusedAlone(
      String by, String bad, String alike, String other, String part) {
    apply(ALL + "by: " + by + ", minimum-calls: 4}, scope: rule}");
    fail(connection(bad), "select 1");
    call(guard(connection(other)), 0, null);

    assertEquals(List.of("(all) " + part), open());
    assertEquals(REJECTED, guard(connection(alike)).enter());
    assertEquals(0, call(guard(connection(other)), 0, null) >>> 63);
  }

  private static void fail(Connection connection, String sql) {
    for (int i = 0; i < 6; i++) {
      Throwable lost = new SQLException("lost", "08006");
      call(RetrofuseJdbc.statement(statement(connection), sql), 0, lost);
    }
  }

  private List<String> open() {
    return engine.status().stream()
        .filter(each -> each.state() == CircuitState.OPEN)
        .map(GuardStatus::key)
        .toList();
  }

  private static RetrofuseGuard guard(Connection connection) {
    return RetrofuseJdbc.statement(statement(connection), "SELECT 1");
  }

  @Test
  void sqlDecidesWhereARuleAsksForIt() {
    apply(
        "- {name: calls, match: {jdbc: {operation: CALL}}, breaker: {}}",
        "- {name: orders, match: {jdbc: {operation: [INSERT, UPDATE], table: orders}}"
            + ", breaker: {}}",
        "- {name: shop, match: {jdbc: {table: shop.lines}}, breaker: {}}");
    Connection connection = connection("jdbc:h2:mem:orders");
    Statement statement = statement(connection);

    assertNotNull(RetrofuseJdbc.statement(statement, "insert into shop.orders values (1)"));
    assertNotNull(RetrofuseJdbc.statement(statement, "{call bill(1)}"));
    assertNotNull(RetrofuseJdbc.statement(statement, "SELECT * FROM shop.lines"));
    assertNull(RetrofuseJdbc.statement(statement, "SELECT * FROM lines"));
    assertNull(RetrofuseJdbc.statement(statement, "SELECT * FROM orders"));
    assertNull(RetrofuseJdbc.statement(statement, null));
    assertEquals(3, engine.status().size());
  }

  @Test
  void thePreparedTextOutlivesAnEditOfTheRules() {
    apply(ALL + "}}");
    Connection connection = connection("jdbc:h2:mem:orders");
    Statement select = statement(connection);
    Statement update = statement(connection);
    RetrofuseJdbc.prepared(connection, select, "SELECT * FROM orders");
    RetrofuseJdbc.prepared(connection, update, "UPDATE orders SET a = 1");
    assertSame(RetrofuseJdbc.statement(select, null), RetrofuseJdbc.statement(update, null));
    apply("- {name: db, match: {jdbc: {operation: SELECT}}, breaker: {}}");

    assertNotNull(RetrofuseJdbc.statement(select, null));
    assertNull(RetrofuseJdbc.statement(update, null));
  }

  @Test
  void aDriversOwnStatementsAreNotCounted() {
    apply(ALL + "}}");
    Connection connection = connection("jdbc:h2:mem:orders");
    RetrofuseGuard guard = guard(connection);
    long permit = guard.enter();

    assertNull(RetrofuseJdbc.statement(statement(connection), "SELECT 1"));
    assertNull(RetrofuseJdbc.connect("jdbc:h2:mem:orders"));
    guard.exit(permit, 0, null);
    assertEquals(1, status().calls());
  }

  @Test
  void aRefusedStatementLeavesTheConnectionHealthy() {
    apply(ALL + "minimum-calls: 4}}");
    RetrofuseGuard guard = guard(connection("jdbc:h2:mem:orders"));
    for (int i = 0; i < 4; i++) {
      call(guard, 0, new SQLException("down", "08006"));
    }
    assertEquals(REJECTED, guard.enter());
    SQLTransientConnectionException refused = (SQLTransientConnectionException) guard.rejection(-1);
    assertEquals("53000", refused.getSQLState());
    RetrofuseGuard connect = RetrofuseJdbc.connect("jdbc:h2:mem:orders");

    assertEquals(REJECTED, connect.enter(), "the same breaker");
    SQLException refusedConnect = (SQLException) connect.exit(REJECTED, 0, null);
    assertEquals("08001", refusedConnect.getSQLState());
    assertEquals(2, status().refused());
  }

  @Test
  void openingAConnectionIsAnOperation() {
    apply("- {name: db, match: {jdbc: {operation: CONNECT}}, breaker: {}}");

    assertNotNull(RetrofuseJdbc.connect("jdbc:h2:mem:orders"));
    assertNull(guard(connection("jdbc:h2:mem:orders")));
  }

  @Test
  void theThreadIsMarkedWhileAConnectionOpens() {
    apply(ALL + "}}");
    RetrofuseGuard connect = RetrofuseJdbc.connect("jdbc:h2:mem:orders");
    long permit = connect.enter();
    Connection connection = connection("jdbc:h2:mem:orders");

    assertNull(guard(connection), "what the driver asks to log in");
    assertNull(connect.exit(permit, 0, null));
    assertNotNull(guard(connection));
    assertEquals(false, RetrofuseThread.current().inside(RetrofuseThread.JDBC));
  }
}
