package dev.retrofuse.waist;

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

  /** A driver's connection prepared a statement. */
  public static void prepared(Object connection, Object statement, String sql) {
    RetrofuseJdbc jdbc = hook;
    if (jdbc != null && statement != null) {
      jdbc.onPrepared(connection, statement, sql);
    }
  }

  /** The guard of opening a connection, or null as above. */
  public static RetrofuseGuard connect(String url) {
    RetrofuseJdbc jdbc = hook;
    return jdbc == null ? null : jdbc.connectGuard(url);
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
   * @return null: it fails
   */
  public static Object instead(
      Object statement,
      String sql,
      String method,
      RetrofuseGuard guard,
      long permit,
      Throwable thrown) {
    RetrofuseJdbc jdbc = hook;
    return jdbc == null || guard.instead(permit, thrown) == null
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

  protected abstract Object onInstead(
      Object statement, String sql, String method, RetrofuseGuard guard);

  protected abstract Object onResults(Object statement, String method);

  protected abstract RetrofuseGuard guard(Object statement, String sql);

  protected abstract void onPrepared(Object connection, Object statement, String sql);

  protected abstract RetrofuseGuard connectGuard(String url);

  protected abstract void onConnected(String url, Object connection);
}
