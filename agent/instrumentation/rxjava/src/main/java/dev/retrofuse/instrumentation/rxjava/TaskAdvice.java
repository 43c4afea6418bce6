package dev.retrofuse.instrumentation.rxjava;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseHandOver;
import net.bytebuddy.asm.Advice;

/** A worker on an executor of the application's queues its tasks itself, and runs many in one. */
final class TaskAdvice {
  private TaskAdvice() {}

  /** Where it is scheduled. */
  static final class Create {
    private Create() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object task) {
      RetrofuseHandOver.leaveWithNew(task);
    }
  }

  /** Where it runs. */
  static final class Run {
    private Run() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseCarried enter(@Advice.This Object task) {
      return RetrofuseHandOver.take(task);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseCarried before) {
      RetrofuseCarried.end(before);
    }
  }
}
