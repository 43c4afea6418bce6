package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseJdbc;
import net.bytebuddy.asm.Advice;

/** From now on a statement has no parameters. */
final class ClearAdvice {
  private ClearAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object statement) {
    RetrofuseJdbc.cleared(statement);
  }
}
