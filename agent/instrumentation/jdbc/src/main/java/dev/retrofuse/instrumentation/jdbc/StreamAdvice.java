package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseJdbc;
import net.bytebuddy.asm.Advice;

/** A parameter's value, which may be one that can be read only once. */
final class StreamAdvice {
  private StreamAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object statement, @Advice.Argument(value = 1, optional = true) Object value) {
    RetrofuseJdbc.given(statement, value);
  }
}
