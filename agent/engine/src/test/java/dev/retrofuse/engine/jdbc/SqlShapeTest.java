package dev.retrofuse.engine.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select * from orders | SELECT | orders",
        "SELECT 1 | SELECT |",
        "SELECT a FROM shop.orders o WHERE x = 1 | SELECT | shop.orders",
        "SELECT a FROM \"Shop\".\"Or\"\"ders\" | SELECT | Shop.Or\"\"ders",
        "SELECT a FROM `shop`.`orders` | SELECT | shop.orders",
        "SELECT a FROM [dbo].[Order Lines] | SELECT | dbo.Order Lines",
        "SELECT a FROM server.db..orders | SELECT | server.db.orders",
        "SELECT a FROM #temp | SELECT | #temp",
        "SELECT a FROM orders@remote | SELECT | orders@remote",
        "SELECT a FROM/**/orders-- x | SELECT | orders",
        "SELECT (SELECT max(b) FROM lines) FROM orders | SELECT | lines",
        "SELECT * FROM (SELECT * FROM orders) x | SELECT | orders",
        "SELECT EXTRACT(YEAR FROM day), SUBSTRING(a FROM 2 FOR 3), TRIM(BOTH ' ' FROM b) FROM orders | SELECT | orders",
        "SELECT a IS DISTINCT FROM b FROM orders | SELECT | orders",
        "SELECT DISTINCT a FROM orders | SELECT | orders",
        "SELECT COUNT(*), ((1 + 2) * 3) FROM orders | SELECT | orders",
        "SELECT * FROM ONLY orders | SELECT | orders",
        "SELECT 'it''s from here' FROM orders | SELECT | orders",
        "SELECT 'it\\'s from here' FROM orders | SELECT | orders",
        "SELECT '\\' FROM orders | SELECT | orders",
        "SELECT $$ from a $$, $q$ from b $q$, $1 FROM orders | SELECT | orders",
        "(SELECT a FROM orders) UNION (SELECT b FROM lines) | SELECT | orders",
        "SELECT a INTO b FROM orders | SELECT | orders",
        "SELECT a FROM DUAL | SELECT | DUAL",
        "SELECT ä FROM bestellungen_für_söhne | SELECT | bestellungen_für_söhne",
        "WITH x AS (SELECT * FROM orders) SELECT * FROM x | SELECT | orders",
        "WITH RECURSIVE x(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM nums) SELECT * FROM x | SELECT | nums",
        "WITH x AS (SELECT EXTRACT(YEAR FROM day) FROM orders), y AS (SELECT 1) SELECT * FROM y | SELECT | orders",
        "WITH x AS (VALUES (1)) SELECT * FROM x | SELECT | x",
        "WITH x AS (SELECT * FROM lines) INSERT INTO orders SELECT * FROM x | INSERT | orders",
        "WITH x AS (SELECT * FROM lines) UPDATE orders SET a = 1 | UPDATE | orders",
        "WITH x AS (SELECT * FROM lines) DELETE FROM orders | DELETE | orders",
        "INSERT INTO orders (a, b) VALUES (?, ?) | INSERT | orders",
        "INSERT INTO shop . orders VALUES (1) | INSERT | shop.orders",
        "INSERT IGNORE INTO orders VALUES (1) | INSERT | orders",
        "INSERT OR REPLACE INTO orders VALUES (1) | INSERT | orders",
        "INSERT orders VALUES (1) | INSERT | orders",
        "INSERT TOP (5) INTO orders SELECT 1 | INSERT | orders",
        "INSERT INTO orders SELECT * FROM lines | INSERT | orders",
        "REPLACE INTO orders VALUES (1) | REPLACE | orders",
        "MERGE INTO orders USING lines ON a = b | MERGE | orders",
        "update orders set a = (select b from lines) | UPDATE | orders",
        "UPDATE LOW_PRIORITY IGNORE orders SET a = 1 | UPDATE | orders",
        "UPDATE TOP (10) PERCENT orders SET a = 1 | UPDATE | PERCENT",
        "UPDATE TOP (10) orders SET a = 1 | UPDATE | orders",
        "UPDATE ONLY orders SET a = 1 | UPDATE | orders",
        "DELETE FROM orders WHERE a = 1 | DELETE | orders",
        "DELETE orders WHERE a = 1 | DELETE | orders",
        "DELETE FROM \"orders\" | DELETE | orders",
        "CALL bill(1) | CALL | bill",
        "{call billing.bill(?)} | CALL | billing.bill",
        "{ ? = call bill(?) } | CALL | bill",
        "EXEC dbo.bill 1 | EXEC | dbo.bill",
        "CREATE TABLE IF NOT EXISTS orders (a INT) | CREATE | orders",
        "CREATE GLOBAL TEMPORARY TABLE orders (a INT) | CREATE | orders",
        "CREATE INDEX i ON orders (a) | CREATE |",
        "DROP TABLE IF EXISTS orders | DROP | orders",
        "ALTER TABLE orders ADD a INT | ALTER | orders",
        "TRUNCATE TABLE orders | TRUNCATE | orders",
        "TRUNCATE orders | TRUNCATE | orders",
        "LOCK TABLE orders | LOCK | orders",
        "COMMIT | COMMIT |",
        "BEGIN x := 1; END; | BEGIN |",
        "SELECT a FROM orders; DELETE FROM lines | SELECT | orders",
        "; ; | |",
        "42 | |",
        "'text' | |",
        "SELECT a FROM | SELECT |",
        "SELECT 'open FROM orders | SELECT |",
        "SELECT /* open FROM orders | SELECT |",
        "INSERT INTO | INSERT |",
        "WITH | WITH |",
      })
  void readsVerbAndTable(String sql, String operation, String table) {
    SqlShape shape = SqlShape.of(sql);

    assertEquals(operation, shape.operation());
    assertEquals(table, shape.table());
  }

  @Test
  void commentsAreNoText() {
    assertEquals(
        "SELECT orders",
        SqlShape.of(
                "/* from a */ -- from b\n"
                    + "SELECT /*+ INDEX(x) */ 'from c', \"from d\" FROM -- from e\n orders")
            .toString());
  }

  @Test
  void anEmptyTextSaysNothing() {
    assertEquals("null null", SqlShape.of("").toString());
    assertEquals("null null", SqlShape.of(" -- only a comment").toString());
  }

  @Test
  void tellsTheTableWithoutSchema() {
    assertEquals("orders", SqlShape.of("SELECT a FROM x.y.orders").unqualifiedTable());
    assertEquals("orders", SqlShape.of("SELECT a FROM orders").unqualifiedTable());
  }

  @Test
  void neverFailsNorTakesLong() {
    Random random = new Random(7);
    String[] parts = {
      "SELECT ",
      "FROM ",
      "(",
      ")",
      "'",
      "\"",
      "[",
      "`",
      "$a$",
      "$",
      "--",
      "/*",
      "*/",
      "WITH ",
      "a",
      ".",
      ",",
      " ",
      "\n",
      "\\",
      "TOP",
      "OR ",
      "INTO ",
      "UPDATE ",
      "{",
      "DISTINCT ",
      "9"
    };
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 100_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int part = random.nextInt(30); part >= 0; part--) {
              sql.append(parts[random.nextInt(parts.length)]);
            }
            SqlShape.of(sql.toString());
          }
          for (String part : parts) {
            SqlShape.of("SELECT " + part.repeat(2_000_000));
            SqlShape.of(part.repeat(2_000_000));
          }
        });
  }

  @Test
  void textsAreReadOnce() {
    SqlShapes shapes = new SqlShapes();
    SqlShape first = shapes.of("SELECT a FROM orders");

    assertSame(first, shapes.of(new StringBuilder("SELECT a FROM orders").toString()));
    assertSame(SqlShape.UNKNOWN, shapes.of(null));
    for (int i = 0; i < 10_000; i++) {
      assertEquals("t" + i, shapes.of("SELECT a FROM t" + i).table());
    }
    assertEquals("t", shapes.of("SELECT a FROM t -- " + "x".repeat(5_000)).table());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select * from orders where name = 'update' | true",
        "(SELECT 1) UNION (SELECT 2); | true",
        "WITH a AS (SELECT 1) SELECT * FROM a | true",
        "SELECT \"into\", is_deleted FROM orders -- update | true",
        "SELECT a FROM orders FOR UPDATE | false",
        "SELECT * INTO copy FROM orders | false",
        "SELECT 1; DELETE FROM orders | false",
        "SELECT 1; SELECT 2 | false",
        "WITH a AS (INSERT INTO orders VALUES (1) RETURNING id) SELECT * FROM a | false",
        "INSERT INTO orders VALUES (1) RETURNING id | false",
        "{call orders(?)} | false",
        "EXPLAIN SELECT 1 | false",
        "~~ | false",
      })
  void knowsWhatOnlyReads(String sql, boolean query) {
    assertEquals(query, SqlShape.of(sql).isQuery(), sql);
  }

  @Test
  void whatIsNotReadToItsEndMayDoAnything() {
    assertEquals(false, SqlShape.of("SELECT 1" + " ".repeat(20_000) + "; DROP TABLE a").isQuery());
  }
}
