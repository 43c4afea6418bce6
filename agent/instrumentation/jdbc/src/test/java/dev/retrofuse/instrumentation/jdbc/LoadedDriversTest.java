package dev.retrofuse.instrumentation.jdbc;

import java.io.File;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Nested;

/** The contract for drivers of every age, some as class files of Java 1.4 (48) and Java 5 (49). */
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

  @Nested
  class MySql8 extends LoadedMariaDb {
    MySql8() {
      super(
          "mysql-connector-j-8.4.0",
          "com.mysql.cj.jdbc.Driver",
          "jdbc:mysql://127.0.0.1/test?sslMode=DISABLED");
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
