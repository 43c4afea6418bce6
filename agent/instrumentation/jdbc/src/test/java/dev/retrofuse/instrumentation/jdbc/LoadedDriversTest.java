package dev.retrofuse.instrumentation.jdbc;

import java.io.File;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Nested;

/**
 * The contract for drivers of every age, some as class files of Java 1.2 (46), 1.4 (48), 5 (49).
 */
class LoadedDriversTest {
  private static Properties user(String name) {
    Properties properties = new Properties();
    properties.setProperty("user", name);
    return properties;
  }

  /** Class-file version 49. */
  @Nested
  class H2Of2009 extends LoadedDriver {
    H2Of2009() {
      super("h2-1.1.119", "org.h2.Driver", "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
    }

    @Override
    protected boolean isJdbc4() {
      return false;
    }
  }

  @Nested
  class H2Of2019 extends LoadedDriver {
    H2Of2019() {
      super("h2-1.4.200", "org.h2.Driver", "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
    }
  }

  /** Class-file version 48. */
  @Nested
  class PostgresOf2010 extends LoadedDriver {
    PostgresOf2010() {
      super(
          "postgresql-8.4-702.jdbc3",
          "org.postgresql.Driver",
          "jdbc:postgresql://127.0.0.1:5432/test");
    }

    @Override
    protected Properties properties() {
      return user("postgres");
    }

    @Override
    protected String call() {
      return "{call abs(-1)}";
    }

    @Override
    protected String raise(String sqlState) {
      return Raise.postgres(sqlState);
    }

    @Override
    protected String ownText() {
      return OwnText.POSTGRES;
    }

    // It takes 15 for less than 8.2.
    @Override
    protected boolean hasGeneratedKeys() {
      return false;
    }

    @Override
    protected boolean isJdbc4() {
      return false;
    }
  }

  @Nested
  class MariaDb2 extends LoadedMariaDb {
    MariaDb2() {
      super(
          "mariadb-java-client-2.7.12", "org.mariadb.jdbc.Driver", "jdbc:mariadb://127.0.0.1/test");
    }
  }

  /** Class-file version 49. */
  @Nested
  class MySql5 extends LoadedMariaDb {
    MySql5() {
      super(
          "mysql-connector-java-5.1.49",
          "com.mysql.jdbc.Driver",
          "jdbc:mysql://127.0.0.1/test?useSSL=false");
    }
  }

  /** Class-file version 46. */
  @Nested
  class MySql3 extends LoadedMariaDb {
    MySql3() {
      super("mysql-connector-java-3.1.14", "com.mysql.jdbc.Driver", "jdbc:mysql://127.0.0.1/test");
    }

    @Override
    protected boolean isJdbc4() {
      return false;
    }
  }

  @Nested
  class MySql9 extends MySqlOfCj {
    MySql9() {
      super("mysql-connector-j-9.4.0");
    }
  }

  @Nested
  class MySql8 extends MySqlOfCj {
    MySql8() {
      super("mysql-connector-j-8.4.0");
    }
  }

  abstract static class MySqlOfCj extends LoadedMariaDb {
    MySqlOfCj(String jar) {
      super(jar, "com.mysql.cj.jdbc.Driver", "jdbc:mysql://127.0.0.1/test?sslMode=DISABLED");
    }

    // It knows by itself that the statement is no query.
    @Override
    protected String wrongSqlFails() {
      return "    failures: {sql-states: ['42', S1]}\n";
    }
  }

  abstract static class LoadedMariaDb extends LoadedDriver {
    LoadedMariaDb(String jar, String driver, String url) {
      super(jar, driver, url);
    }

    @Override
    protected Properties properties() {
      return user("root");
    }

    @Override
    protected void prepare(Statement statement) throws SQLException {
      statement.execute("create or replace procedure retrofuse_one() select 1");
    }

    @Override
    protected String call() {
      return "{call retrofuse_one()}";
    }

    @Override
    protected String raise(String sqlState) {
      return Raise.mariaDb(sqlState);
    }

    @Override
    protected String ownText() {
      return OwnText.MARIA_DB;
    }
  }

  /** Class-file version 46. */
  @Nested
  class HsqldbOf2008 extends LoadedDriver {
    HsqldbOf2008() {
      super("hsqldb-1.8.0.10", "org.hsqldb.jdbcDriver", "jdbc:hsqldb:mem:test");
    }

    @Override
    protected String wrongSqlFails() {
      return "    failures: {sql-states: ['37']}\n";
    }

    @Override
    protected boolean hasGeneratedKeys() {
      return false;
    }

    // It locks no rows.
    @Override
    protected String slow() {
      String schema = "information_schema.system_";
      String tables = "columns a, SCHEMAcolumns b, SCHEMAtypeinfo c, SCHEMAtabletypes d";
      return "select count(*) from " + schema + tables.replace("SCHEMA", schema);
    }

    @Override
    protected Properties properties() {
      return user("sa");
    }

    @Override
    protected boolean isJdbc4() {
      return false;
    }
  }

  @Nested
  class Hsqldb extends LoadedDriver {
    Hsqldb() {
      super("hsqldb-2.7.1", "org.hsqldb.jdbc.JDBCDriver", "jdbc:hsqldb:mem:test");
    }

    @Override
    protected Properties properties() {
      return user("SA");
    }
  }

  /** Class-file version 48. */
  @Nested
  class DerbyOf2008 extends LoadedDriver {
    DerbyOf2008() {
      super(
          "derby-10.4.2.0",
          "org.apache.derby.jdbc.EmbeddedDriver",
          "jdbc:derby:" + new File(System.getProperty("jdbc.drivers"), "old") + ";create=true");
    }

    @Override
    protected String database() {
      return "old";
    }

    @Override
    protected String call() {
      return null;
    }

    @Override
    protected boolean hasLargeUpdates() {
      return false;
    }
  }

  @Nested
  class Derby extends LoadedDriver {
    Derby() {
      super(
          "derby-10.14.2.0",
          "org.apache.derby.jdbc.EmbeddedDriver",
          "jdbc:derby:memory:test;create=true");
    }

    @Override
    protected String call() {
      return null;
    }
  }

  @Nested
  class Sqlite extends LoadedDriver {
    Sqlite() {
      super(
          "sqlite-jdbc-3.50.1.0",
          "org.sqlite.JDBC",
          "jdbc:sqlite:" + new File(System.getProperty("jdbc.drivers"), "test"));
    }

    @Override
    protected String call() {
      return null;
    }

    @Override
    protected String wrongSqlFails() {
      return "    failures: {exceptions: [org.sqlite.SQLiteException]}\n";
    }
  }
}
