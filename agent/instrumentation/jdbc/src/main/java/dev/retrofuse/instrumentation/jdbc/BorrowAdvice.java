package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseThread;
import net.bytebuddy.asm.Advice;

/** Taking a connection from a pool: what the pool opens meanwhile is a call of its own. */
final class BorrowAdvice {
  private BorrowAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(
      @Advice.This Object pool,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit) {
    guard = RetrofuseJdbc.borrow(pool);
    permit = guard == null ? 0 : guard.enter();
    if (guard != null && permit >= 0) {
      RetrofuseThread.current().leave(RetrofuseThread.JDBC);
    }
    return permit < 0;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (guard != null && permit >= 0) {
      RetrofuseThread.current().enter(RetrofuseThread.JDBC);
    }
    thrown = guard == null ? thrown : guard.exit(permit, 0, thrown);
  }
}
