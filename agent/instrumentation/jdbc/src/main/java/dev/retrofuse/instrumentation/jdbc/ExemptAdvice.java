package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseThread;
import net.bytebuddy.asm.Advice;

/** What runs within is neither counted nor refused, as if it belonged to a call already. */
final class ExemptAdvice {
  private ExemptAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RetrofuseThread enter() {
    RetrofuseThread thread = RetrofuseJdbc.hook == null ? null : RetrofuseThread.current();
    if (thread != null) {
      thread.enter(RetrofuseThread.JDBC);
    }
    return thread;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter RetrofuseThread thread) {
    if (thread != null) {
      thread.leave(RetrofuseThread.JDBC);
    }
  }
}
