package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.waist.RetrofuseFunction;
import net.bytebuddy.asm.Advice;

/** Containers put what is started into tasks of their own, for pools of their own. */
final class AsyncStartAdvice {
  private AsyncStartAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(value = 0, readOnly = false) Runnable task) {
    task = (Runnable) RetrofuseFunction.of(task);
  }
}
