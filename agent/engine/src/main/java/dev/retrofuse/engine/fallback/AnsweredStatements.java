package dev.retrofuse.engine.fallback;

import dev.retrofuse.engine.jdbc.WeakIdentityMap;
import dev.retrofuse.waist.RetrofuseEmptyResult;
import dev.retrofuse.waist.RetrofuseJdbc;
import java.sql.ResultSet;

/**
 * Queries that got an empty result in place of their failure. After {@code execute} the application
 * asks the statement for that result, so until its next execution the statement answers from here.
 */
public final class AnsweredStatements {
  // 8 per bucket. One that is forgotten says what its driver says of it: that it has no result.
  private static final int BUCKETS = 512;

  private enum State {
    /** The empty result is the current one. */
    RESULT,
    /** The application has gone on from it: there are no more. */
    DONE
  }

  private volatile WeakIdentityMap<State> states;

  /** Whether a method that executes can return an empty result. */
  public static boolean answers(String method) {
    return method.equals("executeQuery") || method.equals("execute");
  }

  /** What an executing method returns that can. */
  public Object answer(Object statement, String method) {
    if (method.equals("executeQuery")) {
      return RetrofuseEmptyResult.of(ResultSet.class, statement);
    }
    set(statement, State.RESULT);
    return true;
  }

  private synchronized void set(Object statement, State state) {
    states = states == null ? new WeakIdentityMap<State>(BUCKETS) : states;
    states.put(statement, state);
  }

  /** Its next execution begins. */
  public void executes(Object statement) {
    if (states != null && states.get(statement) != null) {
      states.put(statement, null);
    }
  }

  /** See {@link RetrofuseJdbc#results}. */
  public Object results(Object statement, String method) {
    State state = states == null ? null : states.get(statement);
    if (state == null) {
      return null;
    }
    switch (method) {
      case "getResultSet":
        return state == State.RESULT
            ? RetrofuseEmptyResult.of(ResultSet.class, statement)
            : RetrofuseJdbc.NULL;
      case "getUpdateCount":
        return -1;
      case "getLargeUpdateCount":
        return -1L;
      case "getMoreResults":
        states.put(statement, State.DONE);
        return false;
      default:
        return null;
    }
  }
}
