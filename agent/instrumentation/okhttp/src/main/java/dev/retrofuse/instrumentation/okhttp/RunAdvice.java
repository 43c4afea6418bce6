package dev.retrofuse.instrumentation.okhttp;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseHandOver;
import net.bytebuddy.asm.Advice;

/** Makes a call for whom it was enqueued, its callback included. */
final class RunAdvice {
  private RunAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RetrofuseCarried enter(@Advice.This Object task) {
    return RetrofuseHandOver.take(task);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter RetrofuseCarried before) {
    RetrofuseCarried.end(before);
  }
}
