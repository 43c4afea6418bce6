package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseJdbc;
import net.bytebuddy.asm.Advice;

/**
 * Remembers the SQL of a statement that will be executed without it, as the application wrote it.
 */
final class PreparedAdvice {
  private PreparedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  @SuppressWarnings("UnusedVariable") // the body reads the text
  static String enter(
      @Advice.This Object connection, @Advice.Argument(value = 0, readOnly = false) String sql) {
    String given = sql;
    sql = RetrofuseJdbc.tracedPrepared(connection, given);
    return given;
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object connection, @Advice.Enter String given, @Advice.Return Object statement) {
    RetrofuseJdbc.prepared(connection, statement, given);
  }
}
