package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseJdbc;
import net.bytebuddy.asm.Advice;

/** A text that a statement's batch takes up, to be executed later. */
final class BatchAdvice {
  private BatchAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  @SuppressWarnings("UnusedVariable") // the body reads the text
  static void enter(
      @Advice.This Object statement, @Advice.Argument(value = 0, readOnly = false) String sql) {
    sql = RetrofuseJdbc.tracedBatch(statement, sql);
  }
}
