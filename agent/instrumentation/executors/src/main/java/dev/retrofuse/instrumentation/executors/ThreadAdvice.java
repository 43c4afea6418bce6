package dev.retrofuse.instrumentation.executors;

import dev.retrofuse.waist.RetrofuseStart;
import net.bytebuddy.asm.Advice;

/** A thread takes along what its starter has; nothing is woven into how it runs. */
final class ThreadAdvice {
  private ThreadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Thread thread) {
    RetrofuseStart.starts(thread);
  }
}
