package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Around every execution of a statement; the SQL is null where it was given before. */
final class StatementAdvice {
  private StatementAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(
      @Advice.This Object statement,
      @Advice.Argument(value = 0, optional = true) String sql,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit) {
    guard = RetrofuseJdbc.statement(statement, sql);
    permit = guard == null ? 0 : guard.enter();
    return permit < 0;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object statement,
      @Advice.Argument(value = 0, optional = true) String sql,
      @Advice.Origin("#m") String method,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object returned,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (guard != null) {
      thrown = guard.exit(permit, 0, thrown);
      Object instead =
          thrown == null
              ? null
              : RetrofuseJdbc.instead(statement, sql, method, guard, permit, thrown);
      if (instead != null) {
        returned = instead;
        thrown = null;
      }
    }
  }
}
