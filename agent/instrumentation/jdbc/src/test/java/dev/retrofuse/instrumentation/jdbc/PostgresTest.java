package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.testkit.JdbcContract;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

class PostgresTest extends JdbcContract {
  @Override
  protected LibraryInstrumentation instrumentation() {
    return new JdbcInstrumentation();
  }

  @Override
  protected Driver driver() {
    return new org.postgresql.Driver();
  }

  @Override
  protected String url() {
    return "jdbc:postgresql://127.0.0.1:5432/test";
  }

  @Override
  protected String database() {
    return "test";
  }

  @Override
  protected Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    return properties;
  }

  @Override
  protected String flaky(Connection connection, String sqlState, int failures) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop sequence if exists tries");
      statement.execute("create temp sequence tries");
      statement.execute(
          "create or replace function pg_temp.flaky() returns int language plpgsql as $$ begin"
              + " if nextval('tries') <= "
              + failures
              + " then raise exception 'flaky' using errcode = '"
              + sqlState
              + "'; end if; return 1; end $$");
    }
    return "select pg_temp.flaky()";
  }

  @Override
  protected String ownSession() {
    return "select application_name from pg_stat_activity where pid = pg_backend_pid()";
  }

  @Override
  protected String session(String parent) {
    return "Postgre " + parent; // all that fits of "PostgreSQL JDBC Driver"
  }

  @Override
  protected String sessionName() {
    return "ApplicationName";
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
}
