package dev.retrofuse.waist;

/**
 * JDBC calls. Static methods are for woven code; the agent installs its subclass in {@link #hook}.
 */
public abstract class RetrofuseJdbc {
  /** Null while off, detached, or without a rule for JDBC. */
  public static volatile RetrofuseJdbc hook;

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
    return guard.again(permit, tries, nature, 0, null, thrown);
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

  protected abstract RetrofuseGuard guard(Object statement, String sql);

  /** What kind of call it was that failed: one of {@link RetrofuseGuard}'s. */
  protected abstract int nature(Object statement, String sql, Throwable thrown);

  protected abstract void onPrepared(Object connection, Object statement, String sql);

  protected abstract RetrofuseGuard connectGuard(String url);

  protected abstract void onConnected(String url, Object connection);
}
