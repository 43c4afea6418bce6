package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.testkit.JdbcTimeOutContract;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Nested;

/** Time-outs on three drivers that cancel in three ways. */
class TimeOutTest {
  abstract static class TimeOut extends JdbcTimeOutContract {
    @Override
    protected LibraryInstrumentation instrumentation() {
      return new JdbcInstrumentation();
    }

    @Override
    protected String database() {
      return "test";
    }

    static Properties user(String name) {
      Properties properties = new Properties();
      properties.setProperty("user", name);
      return properties;
    }
  }

  @Nested
  class OfPostgres extends TimeOut {
    @Override
    protected Driver driver() {
      return new org.postgresql.Driver();
    }

    @Override
    protected String url() {
      return "jdbc:postgresql://127.0.0.1:5432/test";
    }

    @Override
    protected Properties properties() {
      return user("postgres");
    }

    @Override
    protected String sleep(int seconds) {
      return "select pg_sleep(" + seconds + ")";
    }

    @Override
    protected String sleepMillis() {
      return "select pg_sleep(0.001 * ?)";
    }
  }

  @Nested
  class OfMariaDb extends TimeOut {
    @Override
    protected Driver driver() {
      return new org.mariadb.jdbc.Driver();
    }

    @Override
    protected String url() {
      return "jdbc:mariadb://127.0.0.1/test";
    }

    @Override
    protected Properties properties() {
      return user("root");
    }

    @Override
    protected String sleep(int seconds) {
      return "select sleep(" + seconds + ")";
    }

    @Override
    protected String sleepMillis() {
      return "select sleep(0.001 * ?)";
    }
  }

  @Nested
  class OfH2 extends TimeOut {
    @Override
    protected Driver driver() {
      return new org.h2.Driver();
    }

    @Override
    protected String url() {
      return "jdbc:h2:mem:timeout;DB_CLOSE_DELAY=-1";
    }

    @Override
    protected void prepare(Statement statement) throws SQLException {
      statement.execute(
          "create alias if not exists doze for \"" + Doze.class.getName() + ".doze\"");
    }

    @Override
    protected String sleep(int seconds) {
      // In many steps, because H2 looks at each 128th row whether it is cancelled.
      return "select sum(doze(x)) from system_range(1, " + 10_000 * seconds + ")";
    }

    @Override
    protected String sleepMillis() {
      return "select sum(doze(x)) from system_range(1, ? * 10)";
    }
  }
}
