package dev.retrofuse.engine.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT * FROM t WHERE id = 5 | select*from t where id=?",
        "select  *  from T where ID=77 -- why | select*from t where id=?",
        "SELECT 1 FROM t WHERE a IN (1, 2, 'x''y') | select ? from t where a in(?)",
        "SELECT 1 FROM t WHERE a IN (?,?,?,?) | select ? from t where a in(?)",
        "INSERT INTO \"T\" VALUES (?, ?, 3.5) | insert into T values(?)"
      })
  void leavesOutWhatDiffers(String sql, String form) {
    assertEquals(form, SqlShape.of(sql).form());
  }

  @Test
  void isShortForALongText() {
    String form = SqlShape.of("select " + "a, ".repeat(100_000) + "b from t").form();
    assertTrue(form.length() < 200, form);
  }
}
