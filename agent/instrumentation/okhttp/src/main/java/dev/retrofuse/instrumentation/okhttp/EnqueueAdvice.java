package dev.retrofuse.instrumentation.okhttp;

import dev.retrofuse.waist.RetrofuseHandOver;
import net.bytebuddy.asm.Advice;

/** A call that is to be made on another thread. */
final class EnqueueAdvice {
  private EnqueueAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object task) {
    RetrofuseHandOver.leave(task);
  }
}
