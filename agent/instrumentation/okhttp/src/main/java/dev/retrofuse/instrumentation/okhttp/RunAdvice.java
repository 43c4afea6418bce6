package dev.retrofuse.instrumentation.okhttp;

import dev.retrofuse.waist.RetrofuseHandOver;
import net.bytebuddy.asm.Advice;

/** Makes a call for whom it was enqueued, its callback included. */
final class RunAdvice {
  private RunAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object task, @Advice.Local("before") RetrofuseHandOver before) {
    before = RetrofuseHandOver.take(task);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Local("before") RetrofuseHandOver before) {
    RetrofuseHandOver.restore(before);
  }
}
