package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseJdbc;
import net.bytebuddy.asm.Advice;

/** Remembers the SQL of a statement that will be executed without it. */
final class PreparedAdvice {
  private PreparedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object connection,
      @Advice.Argument(0) String sql,
      @Advice.Return Object statement) {
    RetrofuseJdbc.prepared(connection, statement, sql);
  }
}
