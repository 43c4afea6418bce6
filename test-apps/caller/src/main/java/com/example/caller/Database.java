package com.example.caller;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Queries over JDBC. */
final class Database implements Client {
  private static final String OWN = "caller_" + ProcessHandle.current().pid();

  private final String url;
  private final Map<String, String> statements;
  private final List<String> atLast;
  private final Pool<Connection> pool;

  private Database(
      String url,
      List<String> atFirst,
      List<String> perConnection,
      Map<String, String> statements,
      List<String> atLast)
      throws Exception {
    this.url = url;
    this.statements = statements;
    this.atLast = atLast;
    connect(atFirst).close();
    pool = new Pool<>(() -> connect(perConnection));
  }

  static Client postgres(String port) throws Exception {
    return new Database(
        postgresUrl(port) + "postgres",
        List.of(),
        List.of(
            "create temp sequence tries",
            "create function pg_temp.flaky() returns int language plpgsql as $$ begin"
                + " if nextval('tries') % 2 = 1 then raise exception 'flaky' using errcode ="
                + " '58000'; end if; return 1; end $$",
            "create function pg_temp.broken() returns int language plpgsql as $$ begin"
                + " raise exception 'broken' using errcode = '58000'; end $$",
            "create temp view broken as select pg_temp.broken()"),
        Map.of(
            "fail", "do $$ begin raise exception 'broken' using errcode = '58000'; end $$",
            "busy", "do $$ begin raise exception 'busy' using errcode = '53200'; end $$",
            "flaky", "select pg_temp.flaky()",
            "table", "select 1 from pg_class limit 1",
            "broken-table", "select * from broken",
            "slow", "select 1 from pg_sleep(30)"),
        List.of());
  }

  static Client mariaDb(String port) throws Exception {
    return new Database(
        mariaDbUrl(port) + "root",
        List.of(
            "create sequence " + OWN + "_tries",
            "create function "
                + OWN
                + "() returns int begin if nextval("
                + OWN
                + "_tries) % 2 = 1 then signal sqlstate '58000' set message_text = 'flaky';"
                + " end if; return 1; end",
            "create function "
                + OWN
                + "_broken() returns int begin signal sqlstate '58000' set message_text ="
                + " 'broken'; return 1; end",
            "create view " + OWN + "_view as select " + OWN + "_broken()"),
        List.of(),
        Map.of(
            "fail", "signal sqlstate '58000' set message_text = 'broken'",
            "busy", "signal sqlstate '53000' set message_text = 'busy'",
            "flaky", "select " + OWN + "()",
            "table", "select 1 from information_schema.tables limit 1",
            "broken-table", "select * from " + OWN + "_view",
            "slow", "select sleep(30)"),
        List.of(
            "drop function " + OWN,
            "drop sequence " + OWN + "_tries",
            "drop view " + OWN + "_view",
            "drop function " + OWN + "_broken"));
  }

  static Client openingPostgres(String port) {
    return new Opening(postgresUrl(port), "postgres");
  }

  static Client openingMariaDb(String port) {
    return new Opening(mariaDbUrl(port), "root");
  }

  private static String postgresUrl(String port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/test?user=";
  }

  private static String mariaDbUrl(String port) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/test?user=";
  }

  private Connection connect(List<String> statements) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return connection;
  }

  @Override
  public String call(String what) throws Exception {
    Connection connection = pool.take();
    try (Statement statement = connection.createStatement()) {
      String sql = statements.getOrDefault(what, "select 1");
      return statement.execute(sql) ? first(statement.getResultSet()) : "done";
    } finally {
      pool.giveBack(connection);
    }
  }

  private static String first(ResultSet rows) throws SQLException {
    try (rows) {
      return rows.next() ? rows.getString(1) : "empty";
    }
  }

  @Override
  public void close() throws Exception {
    connect(atLast).close();
    pool.close();
  }
}
