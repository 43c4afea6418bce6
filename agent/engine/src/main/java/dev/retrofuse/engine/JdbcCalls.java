package dev.retrofuse.engine;

import dev.retrofuse.engine.fallback.AnsweredStatements;
import dev.retrofuse.engine.fallback.Replicas;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.PoolUrl;
import dev.retrofuse.engine.jdbc.SqlComment;
import dev.retrofuse.engine.jdbc.SqlSessions;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.engine.jdbc.SqlShapes;
import dev.retrofuse.engine.jdbc.WeakIdentityMap;
import dev.retrofuse.engine.outcome.CancelledQuery;
import dev.retrofuse.rules.SqlTrace;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * JDBC calls as woven code tells them. What is known of a statement, its guard above all, is kept
 * beside it, so that the next execution costs a look-up by identity.
 */
final class JdbcCalls extends RetrofuseJdbc {
  // 8 per bucket: 16,384 statements and 8,192 connections at most; those forgotten are asked again.
  private static final int STATEMENT_BUCKETS = 2_048;
  private static final int CONNECTION_BUCKETS = 1_024;

  private final WeakIdentityMap<Known> statements = new WeakIdentityMap<>(STATEMENT_BUCKETS);
  private final WeakIdentityMap<JdbcUrl> connections = new WeakIdentityMap<>(CONNECTION_BUCKETS);
  private final SqlShapes shapes = new SqlShapes();
  private final SqlSessions sessions;
  private final AnsweredStatements answered = new AnsweredStatements();
  private final StreamedStatements streamed = new StreamedStatements();
  private final Replicas replicas = new Replicas();
  private volatile RuleBook book;
  private volatile CallSpans spans;

  JdbcCalls(Events events) {
    sessions = new SqlSessions(events);
  }

  void ask(RuleBook other) {
    book = other;
  }

  /** From now on calls are recorded; null for not. */
  void record(CallSpans other) {
    spans = other;
  }

  @Override
  protected RetrofuseGuard guard(Object statement, String sql) {
    if (RetrofuseThread.current().inside(RetrofuseThread.JDBC)) {
      return null;
    }
    answered.executes(statement);
    RuleBook asked = book;
    Known known = known(asked, statement);
    RetrofuseGuard guard = guardOf(asked, known, sql);
    CallSpans recorded = spans;
    return recorded == null
        ? guard
        : recorded.jdbc(guard, known.url, sql == null ? known.sql : shapes.of(sql));
  }

  private RetrofuseGuard guardOf(Object statement, String sql) {
    RuleBook asked = book;
    return guardOf(asked, known(asked, statement), sql);
  }

  private Known known(RuleBook asked, Object statement) {
    Known known = statements.get(statement);
    return known == null || known.version != asked.version()
        ? learn(asked, (Statement) statement, known)
        : known;
  }

  private RetrofuseGuard guardOf(RuleBook asked, Known known, String sql) {
    if (sql != null && asked.needsSql()) {
      return asked.statement(known.url, shapes.of(sql));
    }
    return asked.variesByThread() ? asked.statement(known.url, known.sql) : known.guard;
  }

  /** A statement that was prepared before the agent came, or asked for under other rules. */
  private Known learn(RuleBook asked, Statement statement, Known before) {
    JdbcUrl url = before == null ? urlOf(statement) : before.url;
    Known known = new Known(asked, url, before == null ? SqlShape.UNKNOWN : before.sql);
    statements.put(statement, known);
    return known;
  }

  // The text is read even if no rule asks for it: the next rule set may, of the same statement.
  @Override
  protected void onPrepared(Object connection, Object statement, String sql) {
    if (!RetrofuseThread.current().inside(RetrofuseThread.JDBC)) {
      JdbcUrl url = urlOf((Connection) connection);
      statements.put(statement, new Known(book, url, shapes.of(sql)));
    }
  }

  @Override
  protected String trace(RetrofuseGuard guard, Object statement, String sql) {
    if (book.tellsSession(guard)) {
      tellSession((Statement) statement, guard);
    }
    return sql != null && book.tracesSql(SqlTrace.COMMENT)
        ? traced(guard, sql, SqlTrace.COMMENT)
        : sql;
  }

  private void tellSession(Statement statement, RetrofuseGuard guard) {
    RetrofuseThread thread = RetrofuseThread.current();
    // What it takes to tell is no call of the application's.
    thread.enter(RetrofuseThread.JDBC);
    try {
      Connection connection = statement.getConnection();
      sessions.tell(connection, urlOf(connection), statement, guard);
    } catch (SQLException | RuntimeException | LinkageError closed) {
      // Of which the application is about to hear.
    } finally {
      thread.leave(RetrofuseThread.JDBC);
    }
  }

  @Override
  protected String traceBatched(Object statement, String sql) {
    return isApplications(SqlTrace.COMMENT)
        ? traced(guardOf(statement, sql), sql, SqlTrace.COMMENT)
        : sql;
  }

  @Override
  protected String tracePrepared(Object connection, String sql) {
    if (!isApplications(SqlTrace.PREPARED)) {
      return sql;
    }
    JdbcUrl url = urlOf((Connection) connection);
    return traced(book.statement(url, shapes.of(sql)), sql, SqlTrace.PREPARED);
  }

  private boolean isApplications(SqlTrace sort) {
    return book.tracesSql(sort) && !RetrofuseThread.current().inside(RetrofuseThread.JDBC);
  }

  // A definition would keep the comment for good.
  private String traced(RetrofuseGuard guard, String sql, SqlTrace sort) {
    return guard == null || !book.tracesSql(guard, sort) || shapes.of(sql).defines()
        ? sql
        : SqlComment.in(sql, RetrofuseTrace.outbound(guard));
  }

  @Override
  protected Object onInstead(Object statement, String sql, String method, RetrofuseGuard guard) {
    Object answer = hasAnswer(statement, sql, method) ? answered.answer(statement, method) : null;
    if (answer != null) {
      guard.served();
    }
    return answer;
  }

  @Override
  protected boolean hasAnswer(Object statement, String sql, String method) {
    Known known = statements.get(statement);
    SqlShape shape = sql != null ? shapes.of(sql) : known == null ? SqlShape.UNKNOWN : known.sql;
    return shape.isQuery() && AnsweredStatements.answers(method);
  }

  @Override
  protected Object onReplica(Object source, Object info, RetrofuseGuard guard, String url) {
    Object connection = source instanceof Driver ? replicas.open((Driver) source, url, info) : null;
    if (connection != null) {
      guard.served();
    }
    return connection;
  }

  @Override
  protected Object onResults(Object statement, String method) {
    return answered.results(statement, method);
  }

  @Override
  protected RetrofuseGuard connectGuard(String url) {
    if (RetrofuseThread.current().inside(RetrofuseThread.JDBC)) {
      return null;
    }
    JdbcUrl parsed = JdbcUrl.parse(url);
    RetrofuseGuard guard = book.connect(parsed);
    CallSpans recorded = spans;
    return recorded == null ? guard : recorded.jdbc(guard, parsed, SqlShape.CONNECT);
  }

  @Override
  protected RetrofuseGuard borrowGuard(Object pool) {
    if (RetrofuseThread.current().inside(RetrofuseThread.JDBC)) {
      return null;
    }
    JdbcUrl url = urlOf(pool);
    RetrofuseGuard guard = book.borrow(url, pool);
    CallSpans recorded = spans;
    return recorded == null ? guard : recorded.borrow(guard, url);
  }

  private JdbcUrl urlOf(Object pool) {
    JdbcUrl known = connections.get(pool);
    if (known == null) {
      known = PoolUrl.of(pool);
      connections.put(pool, known);
    }
    return known;
  }

  @Override
  protected void onConnected(String url, Object connection) {
    connections.put(connection, JdbcUrl.parse(url));
  }

  @Override
  protected void onStream(Object statement) {
    streamed.add(statement);
  }

  @Override
  protected void onCleared(Object statement) {
    streamed.clear(statement);
  }

  @Override
  protected int nature(Object statement, String sql, Throwable thrown) {
    boolean readOnce = sql == null && streamed.contains(statement);
    if (readOnce || CancelledQuery.mayBe(thrown) || !isAlone((Statement) statement)) {
      return RetrofuseGuard.ONCE;
    }
    Known known = sql == null ? statements.get(statement) : null;
    SqlShape shape = known == null ? shapes.of(sql) : known.sql;
    return shape.isQuery() ? RetrofuseGuard.IDEMPOTENT : RetrofuseGuard.REPEATABLE;
  }

  /** Whether it is in no transaction, on a connection that a failure has left open. */
  private static boolean isAlone(Statement statement) {
    RetrofuseThread thread = RetrofuseThread.current();
    thread.enter(RetrofuseThread.JDBC);
    try {
      Connection connection = statement.getConnection();
      return connection != null && !connection.isClosed() && connection.getAutoCommit();
    } catch (Exception | LinkageError unknowable) {
      return false;
    } finally {
      thread.leave(RetrofuseThread.JDBC);
    }
  }

  private JdbcUrl urlOf(Statement statement) {
    RetrofuseThread thread = RetrofuseThread.current();
    // What a driver does to answer is no call of the application's.
    thread.enter(RetrofuseThread.JDBC);
    try {
      Connection connection = statement.getConnection();
      return connection == null ? JdbcUrl.UNKNOWN : urlOf(connection);
    } catch (Exception | LinkageError unknowable) {
      return JdbcUrl.UNKNOWN;
    } finally {
      thread.leave(RetrofuseThread.JDBC);
    }
  }

  private JdbcUrl urlOf(Connection connection) {
    JdbcUrl url = connections.get(connection);
    if (url == null) {
      url = JdbcUrl.parse(reportedBy(connection));
      connections.put(connection, url);
    }
    return url;
  }

  private static String reportedBy(Connection connection) {
    RetrofuseThread thread = RetrofuseThread.current();
    thread.enter(RetrofuseThread.JDBC);
    try {
      return connection.getMetaData().getURL();
    } catch (Exception | LinkageError unknowable) {
      return null;
    } finally {
      thread.leave(RetrofuseThread.JDBC);
    }
  }

  /** What is known of a statement under one rule set; does not refer to the statement. */
  private static final class Known {
    final int version;
    final RetrofuseGuard guard;
    final JdbcUrl url;
    final SqlShape sql;

    Known(RuleBook book, JdbcUrl url, SqlShape sql) {
      version = book.version();
      guard = book.statement(url, sql);
      this.url = url;
      this.sql = sql;
    }
  }
}
