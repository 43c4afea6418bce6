package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseJdbc;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** What a statement says of its results, where the rule answered in place of its execution. */
final class ResultsAdvice {
  private ResultsAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static Object enter(@Advice.This Object statement, @Advice.Origin("#m") String method) {
    return RetrofuseJdbc.results(statement, method);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter Object answer,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object returned) {
    if (answer != null) {
      returned = answer == RetrofuseJdbc.NULL ? null : answer;
    }
  }
}
