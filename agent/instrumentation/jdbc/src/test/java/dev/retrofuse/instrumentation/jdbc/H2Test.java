package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.testkit.JdbcContract;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

public class H2Test extends JdbcContract {
  private static final AtomicInteger failures = new AtomicInteger();

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new JdbcInstrumentation();
  }

  @Override
  protected Driver driver() {
    return new org.h2.Driver();
  }

  @Override
  protected String url() {
    return "jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1";
  }

  /** Called by the database. */
  public static int flaky(String sqlState) throws SQLException {
    if (failures.getAndDecrement() > 0) {
      throw new SQLException("flaky", sqlState);
    }
    return 1;
  }

  @Override
  protected String flaky(Connection connection, String sqlState, int times) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String method = H2Test.class.getName() + ".flaky";
      statement.execute("create alias if not exists flaky for '" + method + "'");
    }
    failures.set(times);
    return "select flaky('" + sqlState + "')";
  }

  @Override
  protected String database() {
    return "contract";
  }

  @Override
  protected String ownText() {
    return OwnText.H2;
  }
}
