package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseWatch;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Around every execution of a statement; the SQL is null where it was given before. */
final class StatementAdvice {
  private StatementAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  @SuppressWarnings("UnusedVariable") // the body reads the text
  static boolean enter(
      @Advice.This Object statement,
      @Advice.Argument(value = 0, optional = true, readOnly = false) String sql,
      @Advice.Local("given") String given,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("watch") RetrofuseWatch watch) {
    guard = RetrofuseJdbc.statement(statement, sql);
    permit = guard == null ? 0 : guard.enter();
    given = sql;
    sql = permit < 0 ? sql : RetrofuseJdbc.traced(guard, statement, sql);
    watch = guard == null ? null : guard.watch(permit, statement, null);
    return permit < 0 && watch == null;
  }

  @Advice.OnMethodExit(
      suppress = Throwable.class,
      onThrowable = Throwable.class,
      repeatOn = Advice.OnNonDefaultValue.class)
  @SuppressWarnings("UnusedVariable") // the body reads the text
  static boolean exit(
      @Advice.This Object statement,
      @Advice.Argument(value = 0, optional = true, readOnly = false) String sql,
      @Advice.Local("given") String given,
      @Advice.Origin("#m") String step,
      @Advice.Local("tries") int tries,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("watch") RetrofuseWatch watch,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object returned,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (guard == null) {
      return false;
    }
    boolean refused = permit < 0;
    if (refused) {
      thrown = guard.rejection(permit);
    } else {
      thrown = watch == null ? thrown : watch.end(thrown);
      permit = RetrofuseJdbc.again(guard, permit, ++tries, statement, given, step, thrown);
      watch = permit < 0 ? null : guard.watch(permit, statement, null);
      sql = permit < 0 ? sql : RetrofuseJdbc.traced(guard, statement, given);
    }
    Object instead =
        thrown == null || permit >= 0
            ? null
            : RetrofuseJdbc.instead(statement, given, step, guard, refused, thrown);
    returned = instead == null ? returned : instead;
    thrown = instead == null ? thrown : null;
    return permit >= 0;
  }
}
