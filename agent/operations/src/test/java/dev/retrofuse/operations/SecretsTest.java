package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http://scott:tiger@host/p | http://***@host/p",
        "http://scott:ti:ger@host/p | http://***@host/p",
        "http://scott:ti/ger@host/p | http://***@host/p",
        "http://scott:ti@ger@host/p | http://***@host/p",
        "https://tiger@host | https://***@host",
        "http://host/p?card=tiger&x=1 | http://host/p?***",
        "jdbc:mysql://scott:tiger@host/db | jdbc:mysql://***@host/db",
        "jdbc:mysql://scott:t//iger@host/db | jdbc:mysql://***@host/db",
        "jdbc:postgresql://host/db?user=scott&ssl=on | jdbc:postgresql://host/db?***",
        "jdbc:oracle:thin:scott/tiger@//host:1521/x | jdbc:oracle:thin:***@//host:1521/x",
        "jdbc:oracle:thin:scott/ti:ger@host:1521:x | jdbc:oracle:thin:***@host:1521:x",
        "jdbc:oracle:thin:@host:1521:x | jdbc:oracle:thin:@host:1521:x",
        "jdbc:sqlserver://host;password={ti;ger};x=1 | jdbc:sqlserver://host;password={***};x=1",
        "jdbc:h2:mem:a;PASSWORD=tiger;MODE=x | jdbc:h2:mem:a;PASSWORD=***;MODE=x",
        "(cannot reach 'http://a:tiger@h/x', gave up) | (cannot reach 'http://***@h/x', gave up)",
        "http://a:tiger@b to http://c:tiger@d | http://***@b to http://***@d",
      })
  void urls(String text, String masked) {
    assertEquals(masked, Secrets.mask(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password=tiger | password=***",
        "Password = tiger, x=1 | Password = ***, x=1",
        "password='my tiger' x | password='***' x",
        "password=\"my tiger\" x | password=\"***\" x",
        "{\"token\": \"tiger\", \"x\": 1} | {\"token\": \"***\", \"x\": 1}",
        "{\"api_key\":tiger} | {\"api_key\":***}",
        "a.b.clientSecret=tiger | a.b.clientSecret=***",
        "password=tiger password=tiger | password=*** password=***",
        "password= | password=***",
      })
  void names(String text, String masked) {
    assertEquals(masked, Secrets.mask(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT * FROM t WHERE a='tiger' AND b = 4711 | SELECT * FROM t WHERE a=*** AND b = ***",
        "insert into t values('ti''ger', 4711) | insert into t values(***, ***)",
        "bad: UPDATE t SET a='tiger' | bad: UPDATE t SET a=***",
        "DELETE FROM t WHERE id IN (1,2) [42000-224] | DELETE FROM t WHERE id IN (***,***) [42000-224]",
        "{call p('tiger')} | {call p(***)}",
        "select 'tiger that was cut | select ***",
      })
  void sql(String text, String masked) {
    assertEquals(masked, Secrets.mask(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 rules of payments.yaml in force",
        "rule 'payments' 127.0.0.1:42669: closed since 2026-11-24T05:32:44Z, now open: slow-call rate"
            + " 50% (14 of 28 calls), threshold 50%; calls 28, failures 0",
        "r.yaml:2:5: unknown operation 'SELCT'; allowed: SELECT, INSERT or UPDATE; did you mean"
            + " 'SELECT'?",
        "jdbc: fault, the call went on: java.lang.IllegalStateException: x at a.B.c(D.java:4)",
        "rule 'orders' jdbc:h2:mem:orders: now open",
        "http://host:80/path is slow",
        "update the file 'x.yaml' (3 problems)",
      })
  void whatHoldsNone(String text) {
    assertEquals(text, Secrets.mask(text));
  }

  @Test
  void neverFails() {
    String signs = ":=/@?'\"{} ;,(jdbc:password=select ";
    java.util.Random random = new java.util.Random(42);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        int at = random.nextInt(signs.length());
        text.append(signs, at, Math.min(signs.length(), at + 1 + random.nextInt(10)));
      }
      Secrets.mask(text.toString());
      assertFalse(Secrets.mask(text + " http://u:tiger@h").contains("tiger"), text::toString);
    }
  }
}
