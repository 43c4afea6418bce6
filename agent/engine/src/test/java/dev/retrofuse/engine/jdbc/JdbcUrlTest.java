package dev.retrofuse.engine.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "jdbc:postgresql://db/orders | db:5432 | orders | db:5432/orders",
        "jdbc:postgresql://DB.example:5433/orders?ssl=true | db.example:5433 | orders | db.example:5433/orders",
        "jdbc:postgresql://a:1,b,c:3/orders | a:1,b:5432,c:3 | orders | a:1,b:5432,c:3/orders",
        "jdbc:postgresql://[::1]:5433/orders | [::1]:5433 | orders | [::1]:5433/orders",
        "jdbc:postgresql://[::1]/orders | [::1]:5432 | orders | [::1]:5432/orders",
        "jdbc:postgresql:orders | | orders | postgresql:orders",
        "jdbc:postgresql://db/ | db:5432 | | db:5432",
        "jdbc:mysql://db:3307/orders?user=u&password=p | db:3307 | orders | db:3307/orders",
        "jdbc:mysql://u:secret@db/orders | db:3306 | orders | db:3306/orders",
        "jdbc:mysql:loadbalance://a,b:3307/orders | a:3306,b:3307 | orders | a:3306,b:3307/orders",
        "jdbc:mysql://address=(host=db)(port=3307)(user=u)(password=secret)/orders | db:3307 | orders | db:3307/orders",
        "jdbc:mysql://(host=db,port=3307,user=u,password=secret)/orders | db:3307 | orders | db:3307/orders",
        "jdbc:mysql://(host=a,port=1),(host=b)/orders | a:1,b:3306 | orders | a:1,b:3306/orders",
        "jdbc:mysql:///orders | | orders | mysql:///orders",
        "jdbc:mariadb:sequential://a,b/orders | a:3306,b:3306 | orders | a:3306,b:3306/orders",
        "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1 | | orders | h2:mem:orders",
        "jdbc:h2:mem: | | | h2:mem:",
        "jdbc:h2:~/data/orders | | orders | h2:~/data/orders",
        "jdbc:h2:file:C:\\data\\orders | | orders | h2:file:C:\\data\\orders",
        "jdbc:h2:tcp://localhost/~/orders | localhost:9092 | orders | localhost:9092/orders",
        "jdbc:h2:tcp://localhost:8084/mem:orders | localhost:8084 | orders | localhost:8084/orders",
        "jdbc:oracle:thin:@db:1522:ORCL | db:1522 | ORCL | db:1522/ORCL",
        "jdbc:oracle:thin:scott/tiger@//db:1522/orders.world | db:1522 | orders.world | db:1522/orders.world",
        "jdbc:oracle:thin:@//db/orders | db:1521 | orders | db:1521/orders",
        "jdbc:oracle:thin:@db:1522/orders:dedicated | db:1522 | orders | db:1522/orders",
        "jdbc:oracle:thin:@tcps://db:1522/orders?wallet_location=/x | db:1522 | orders | db:1522/orders",
        "jdbc:oracle:thin:@ORDERS_TNS | | ORDERS_TNS | oracle:thin:@ORDERS_TNS",
        "jdbc:oracle:oci8:@ORDERS_TNS | | ORDERS_TNS | oracle:oci8:@ORDERS_TNS",
        "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=DB)(PORT=1522))(CONNECT_DATA=(SERVICE_NAME = orders))) | db:1522 | orders | db:1522/orders",
        "jdbc:oracle:thin:@(description=(address=(host=db))(connect_data=(sid=ORCL))) | db:1521 | ORCL | db:1521/ORCL",
        "jdbc:sqlserver://db:1434;databaseName=orders;user=u;password=p | db:1434 | orders | db:1434/orders",
        "jdbc:sqlserver://db;encrypt=true;DATABASE=orders | db:1433 | orders | db:1433/orders",
        "jdbc:sqlserver://db\\inst;databaseName=orders | db\\inst | orders | db\\inst/orders",
        "jdbc:jtds:sqlserver://db/orders;user=u | db:1433 | orders | db:1433/orders",
        "jdbc:derby://db/orders;create=true | db:1527 | orders | db:1527/orders",
        "jdbc:derby:memory:orders;create=true | | orders | derby:memory:orders",
        "jdbc:derby:/data/orders | | orders | derby:/data/orders",
        "jdbc:db2://db:50001/orders:user=u;password=p; | db:50001 | orders | db:50001/orders",
        "jdbc:hsqldb:hsql://db:9001/orders | db:9001 | orders | db:9001/orders",
        "jdbc:hsqldb:mem:orders | | orders | hsqldb:mem:orders",
        "jdbc:sqlite:/data/orders.db | | orders.db | sqlite:/data/orders.db",
        "jdbc:clickhouse://db:8123/orders | db:8123 | orders | db:8123/orders",
      })
  void tellsHostAndDatabase(String url, String host, String database, String key) {
    JdbcUrl parsed = JdbcUrl.parse(url);

    assertEquals(host, parsed.host());
    assertEquals(database, parsed.database());
    assertEquals(key, parsed.databaseKey());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:mysql://u:secret@db/orders?password=secret | jdbc:mysql://db/orders",
        "jdbc:mysql://u:secret@a,u:secret@b/orders | jdbc:mysql://a,b/orders",
        "jdbc:mysql://u:sec/ret@db/orders | jdbc:mysql://u/ret@db/orders",
        "jdbc:mysql://address=(host=db)(password=secret)/orders | jdbc:mysql://db/orders",
        "jdbc:sqlserver://db;password=secret | jdbc:sqlserver://db",
        "jdbc:oracle:thin:scott/secret@db:1521:ORCL | jdbc:oracle:thin:@db:1521:ORCL",
        "jdbc:oracle:thin:scott/\"sec@ret\"@db:1521:ORCL | jdbc:oracle:thin:@db:1521:ORCL",
        "jdbc:oracle:thin:scott/secret | jdbc:oracle:thin:",
        "jdbc:db2://db/orders:user=u;password=secret; | jdbc:db2://db/orders",
        "jdbc:h2:mem:orders;PASSWORD=secret | jdbc:h2:mem:orders",
        "jdbc:postgresql://db/orders?password=secret | jdbc:postgresql://db/orders",
      })
  void showsNoSecret(String url, String shown) {
    assertEquals(shown, JdbcUrl.parse(url).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jdbc", "http://db", "odbc:x"})
  void othersAreUnknown(String url) {
    assertSame(JdbcUrl.UNKNOWN, JdbcUrl.parse(url));
    assertSame(JdbcUrl.UNKNOWN, JdbcUrl.parse(null));
  }

  @Test
  void neverFails() {
    Random random = new Random(3);
    String[] parts = {
      "mysql",
      "oracle",
      "thin",
      ":",
      "//",
      "/",
      "@",
      "(",
      ")",
      "host=",
      ",",
      ";",
      "?",
      "[",
      "]",
      "\"",
      "\\",
      "1521",
      "=",
      " ",
      "a",
      "databaseName=",
      "db2"
    };
    for (int i = 0; i < 200_000; i++) {
      StringBuilder url = new StringBuilder("jdbc:");
      for (int part = random.nextInt(12); part >= 0; part--) {
        url.append(parts[random.nextInt(parts.length)]);
      }
      assertFalse(JdbcUrl.parse(url.toString()).databaseKey() == null);
    }
  }
}
