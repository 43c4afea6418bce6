package dev.retrofuse.engine.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SqlCommentTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String COMMENT = "/*traceparent='" + PARENT + "'*/";
  private static final RetrofuseContext CONTEXT = new RetrofuseContext("traceparent", PARENT);

  private static String in(String sql) {
    return SqlComment.in(sql, CONTEXT);
  }

  private static String withState(String state) {
    RetrofuseContext context =
        new RetrofuseContext("tracestate", state, "baggage", "k=v", "traceparent", PARENT);
    return SqlComment.in("select 1", context);
  }

  @Test
  void standsAtTheEndAndBeforeALastSemicolon() {
    assertEquals("select 1 " + COMMENT, in("select 1"));
    assertEquals("select 1 " + COMMENT + ";", in("select 1;"));
    assertEquals("select 1 " + COMMENT + " ;\n ; ", in("select 1 ;\n ; "));
    assertEquals("begin null; end " + COMMENT + ";", in("begin null; end;"));
    assertEquals("select '--\n;' /* a */ " + COMMENT, in("select '--\n;' /* a */"));
    assertEquals("select 1 -- one\n where a = ? " + COMMENT, in("select 1 -- one\n where a = ?"));
  }

  @Test
  void standsOnALineOfItsOwnWhereALineCommentMayComeBefore() {
    assertEquals("select 1 -- one\n" + COMMENT, in("select 1 -- one"));
    assertEquals("select 1 -- one\n" + COMMENT + "\n ", in("select 1 -- one\n "));
    assertEquals("select 1 # one\n" + COMMENT, in("select 1 # one"));
    assertEquals("select 1 // one\n" + COMMENT, in("select 1 // one"));
    assertEquals("select '--'\n" + COMMENT, in("select '--'"));
  }

  @Test
  void leavesAloneWhatItCouldBreak() {
    for (String sql :
        new String[] {
          "",
          " ; ",
          "select 1 -- one;",
          "select 1; -- one",
          "select 1 -- one\n;",
          "{call p(?)}",
          " {? = call f(?)}",
          "? = call f(?)",
          "/* a */ {call p()}",
          "select 1 /*traceparent='other'*/",
        }) {
      assertSame(sql, in(sql));
    }
  }

  @Test
  void saysNothingWithoutAParent() {
    String sql = "select 1";
    assertSame(sql, SqlComment.in(sql, null));
    assertSame(sql, SqlComment.in(sql, new RetrofuseContext("b3", "0", "tracestate", "a=1")));
  }

  @Test
  void keysAreInOrderAndBaggageIsNotTold() {
    String pair = ",tracestate='congo%3Dt61rcWkgMzE%2Crojo%3D00f067%20aa'*/";
    String state = "congo=t61rcWkgMzE,rojo=00f067 aa";
    assertEquals("select 1 /*traceparent='" + PARENT + "'" + pair, withState(state));
    assertEquals("select 1 " + COMMENT, withState("a=" + "b".repeat(511)));
    assertTrue(withState("a=" + "b".repeat(510)).contains("tracestate"));
  }

  @Test
  void nothingThatACallerSentEndsTheComment() {
    for (String hostile :
        new String[] {
          "a='*/; drop table orders; --",
          "a=*/ /*",
          "a=\\'*/\\",
          "a=%27%2A%2F",
          "a=?:b{fn now()}$1#--//;\"`[]@&",
          "a=\n*/\u0000\r\u2028",
          "a=\uff07\uff0a\uff0f\u02bc\ud83d\ude00",
        }) {
      assertHarmless(hostile);
    }
    Random random = new Random(17);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder state = new StringBuilder();
      for (int j = random.nextInt(20); j >= 0; j--) {
        boolean marks = random.nextBoolean();
        state.append(marks ? "*/'-\\;%".charAt(random.nextInt(7)) : (char) random.nextInt(0x2100));
      }
      assertHarmless(state.toString());
    }
  }

  private static void assertHarmless(String state) {
    String start = "select 1 /*traceparent='" + PARENT + "',tracestate='";
    String sql = withState(state);
    assertTrue(sql.startsWith(start) && sql.endsWith("'*/"), sql);
    String value = sql.substring(start.length(), sql.length() - 3);
    assertTrue(value.matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*"), value);
    assertTrue(!value.contains("--"), value);
    assertEquals(state, URLDecoder.decode(value, StandardCharsets.UTF_8));
  }
}
