package dev.retrofuse.waist;

import java.io.InputStream;
import java.io.Reader;

/**
 * JDBC calls. Static methods are for woven code; the agent installs its subclass in {@link #hook}.
 */
public abstract class RetrofuseJdbc {
  /** Null while off, detached, or without a rule for JDBC. */
  public static volatile RetrofuseJdbc hook;

  /** Stands for null where null means something else. */
  public static final Object NULL = new Object();

  /**
   * The guard of an execution.
   *
   * @param sql null for a prepared statement, whose text was given to {@link #prepared}
   * @return null when no rule asks for one, or this thread is already inside a JDBC call
   */
  public static RetrofuseGuard statement(Object statement, String sql) {
    RetrofuseJdbc jdbc = hook;
    return jdbc == null ? null : jdbc.guard(statement, sql);
  }

  /**
   * Ends an execution, and begins it again as {@link RetrofuseGuard#again} does.
   *
   * @param step the method's name; batches are never made twice
   * @param thrown null for a success
   */
  public static long again(
      RetrofuseGuard guard,
      long permit,
      int tries,
      Object statement,
      String sql,
      String step,
      Throwable thrown) {
    boolean asks = thrown != null && guard.retries(0) && !step.endsWith("Batch");
    RetrofuseJdbc jdbc = asks ? hook : null;
    int nature = jdbc == null ? RetrofuseGuard.ONCE : jdbc.nature(statement, sql, thrown);
    boolean would = guard.wouldAnswer(permit, thrown);
    long next = guard.again(permit, tries, nature, 0, null, thrown);
    RetrofuseJdbc answers = would && next < 0 ? hook : null;
    if (answers != null && answers.hasAnswer(statement, sql, step)) {
      guard.wouldServe();
    }
    return next;
  }

  /** A driver's connection prepared a statement. */
  public static void prepared(Object connection, Object statement, String sql) {
    RetrofuseJdbc jdbc = hook;
    if (jdbc != null && statement != null) {
      jdbc.onPrepared(connection, statement, sql);
    }
  }

  /**
   * The text to execute: where the rule says so, with a comment that tells the database the trace.
   * Where it says that the session tells it, the session has been told when this returns.
   *
   * @param guard of the execution; null for none
   * @param sql the application's; null for a prepared statement
   */
  public static String traced(RetrofuseGuard guard, Object statement, String sql) {
    RetrofuseJdbc jdbc = guard == null ? null : hook;
    return jdbc == null ? sql : jdbc.trace(guard, statement, sql);
  }

  /** The text with that comment, where it becomes part of a statement's batch. */
  public static String tracedBatch(Object statement, String sql) {
    RetrofuseJdbc jdbc = sql == null ? null : hook;
    return jdbc == null ? sql : jdbc.traceBatched(statement, sql);
  }

  /** The same for a text that is to be prepared. */
  public static String tracedPrepared(Object connection, String sql) {
    RetrofuseJdbc jdbc = sql == null ? null : hook;
    return jdbc == null ? sql : jdbc.tracePrepared(connection, sql);
  }

  /** The application gives a statement a parameter's value. */
  public static void given(Object statement, Object value) {
    RetrofuseJdbc jdbc = value instanceof InputStream || value instanceof Reader ? hook : null;
    if (jdbc != null) {
      jdbc.onStream(statement);
    }
  }

  /** The application takes all parameters' values back. */
  public static void cleared(Object statement) {
    RetrofuseJdbc jdbc = hook;
    if (jdbc != null) {
      jdbc.onCleared(statement);
    }
  }

  /** The guard of opening a connection, or null as above. */
  public static RetrofuseGuard connect(String url) {
    RetrofuseJdbc jdbc = hook;
    return jdbc == null ? null : jdbc.connectGuard(url);
  }

  /**
   * Opening a connection that was just admitted, where its time is limited.
   *
   * @param source what connects
   * @param properties what it is to connect with, or null
   * @return null where there is no time-out, or it is not made
   */
  public static RetrofuseConnecting connecting(
      RetrofuseGuard guard, long permit, Object source, String url, Object properties) {
    return guard == null || permit < 0 || hook == null
        ? null
        : guard.connecting(permit, source, url, properties);
  }

  /** The guard of taking a connection from a pool, or null as above. */
  public static RetrofuseGuard borrow(Object pool) {
    RetrofuseJdbc jdbc = hook;
    return jdbc == null ? null : jdbc.borrowGuard(pool);
  }

  /** A driver opened a connection. */
  public static void connected(String url, Object connection) {
    RetrofuseJdbc jdbc = hook;
    if (jdbc != null && connection != null) {
      jdbc.onConnected(url, connection);
    }
  }

  /**
   * What an execution that was refused or failed returns in place of its failure.
   *
   * @param sql as above
   * @param method the name of the method that executes
   * @param refused whether it was not made
   * @return null: it fails
   */
  public static Object instead(
      Object statement,
      String sql,
      String method,
      RetrofuseGuard guard,
      boolean refused,
      Throwable thrown) {
    RetrofuseJdbc jdbc = hook;
    RetrofuseAnswer answer = jdbc == null ? null : guard.instead(refused, thrown);
    return answer == null || answer.replica() != null
        ? null
        : jdbc.onInstead(statement, sql, method, guard);
  }

  /**
   * What a statement says of its results after {@link #instead} answered for it.
   *
   * @param method the name of the method that asks for them
   * @return null: what the driver says; {@link #NULL}: null
   */
  public static Object results(Object statement, String method) {
    RetrofuseJdbc jdbc = hook;
    return jdbc == null ? null : jdbc.onResults(statement, method);
  }

  /**
   * A connection in place of one that was refused or could not be opened.
   *
   * @param source what was to connect
   * @param properties what it was to connect with, or null
   * @param refused whether it did not try
   * @return null: it fails
   */
  public static Object replica(
      Object source, Object properties, RetrofuseGuard guard, boolean refused, Throwable thrown) {
    RetrofuseJdbc jdbc = hook;
    RetrofuseAnswer answer = jdbc == null ? null : guard.instead(refused, thrown);
    return answer == null || answer.replica() == null
        ? null
        : jdbc.onReplica(source, properties, guard, answer.replica());
  }

  protected abstract Object onReplica(
      Object source, Object properties, RetrofuseGuard guard, String url);

  protected abstract Object onInstead(
      Object statement, String sql, String method, RetrofuseGuard guard);

  /** Whether {@link #onInstead} has one. */
  protected abstract boolean hasAnswer(Object statement, String sql, String method);

  protected abstract Object onResults(Object statement, String method);

  protected abstract RetrofuseGuard guard(Object statement, String sql);

  /** What kind of call it was that failed: one of {@link RetrofuseGuard}'s. */
  protected abstract int nature(Object statement, String sql, Throwable thrown);

  protected abstract String trace(RetrofuseGuard guard, Object statement, String sql);

  protected abstract String traceBatched(Object statement, String sql);

  protected abstract String tracePrepared(Object connection, String sql);

  protected abstract void onPrepared(Object connection, Object statement, String sql);

  /** It has a parameter that can be read only once. */
  protected abstract void onStream(Object statement);

  protected abstract void onCleared(Object statement);

  protected abstract RetrofuseGuard connectGuard(String url);

  protected abstract RetrofuseGuard borrowGuard(Object pool);

  protected abstract void onConnected(String url, Object connection);
}
