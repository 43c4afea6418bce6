package dev.retrofuse.engine.jdbc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "SELECT name FROM orders WHERE note = 'delete; update' -- insert",
        "(select 1) union (select 2)",
        "with x as (select 1) select * from x;",
        "select 1 ; /* nothing more */ ",
        "select \"update\" from \"into\"",
      })
  void asksOnly(String sql) {
    assertTrue(SqlShape.of(sql).isQuery(), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "update orders set name = 'select'",
        "select * into copy from orders",
        "select 1; delete from orders",
        "with gone as (delete from orders returning *) select * from gone",
        "select nextval('ids')",
        "select next value for ids",
        "select * from orders for update",
        "call f()",
        "{call f(?)}",
        "values (1)",
      })
  void maybeNot(String sql) {
    assertFalse(SqlShape.of(sql).isQuery(), sql);
  }

  @Test
  void whatIsTooLongToLookAt() {
    assertFalse(SqlShape.of("select 1" + " ".repeat(3_000)).isQuery());
    assertFalse(SqlShape.UNKNOWN.isQuery());
  }
}
