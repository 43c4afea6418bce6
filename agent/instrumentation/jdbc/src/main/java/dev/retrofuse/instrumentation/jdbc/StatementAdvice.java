package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import net.bytebuddy.asm.Advice;

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

  @Advice.OnMethodExit(
      suppress = Throwable.class,
      onThrowable = Throwable.class,
      repeatOn = Advice.OnNonDefaultValue.class)
  static boolean exit(
      @Advice.This Object statement,
      @Advice.Argument(value = 0, optional = true) String sql,
      @Advice.Origin("#m") String step,
      @Advice.Local("tries") int tries,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (guard == null) {
      return false;
    }
    if (permit < 0) {
      thrown = guard.rejection(permit);
      return false;
    }
    permit = RetrofuseJdbc.again(guard, permit, ++tries, statement, sql, step, thrown);
    return permit >= 0;
  }
}
