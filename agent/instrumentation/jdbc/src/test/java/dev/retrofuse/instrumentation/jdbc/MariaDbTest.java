package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.testkit.JdbcContract;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

class MariaDbTest extends JdbcContract {
  @Override
  protected LibraryInstrumentation instrumentation() {
    return new JdbcInstrumentation();
  }

  @Override
  protected Driver driver() {
    return new org.mariadb.jdbc.Driver();
  }

  @Override
  protected String url() {
    return "jdbc:mariadb://127.0.0.1/test";
  }

  @Override
  protected String database() {
    return "test";
  }

  @Override
  protected Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", "root");
    return properties;
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

  @Override
  protected String ownSession() {
    return "select @traceparent";
  }
}
