package dev.retrofuse.instrumentation.forkjoin;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseWork;
import java.util.concurrent.ForkJoinTask;
import net.bytebuddy.asm.Advice;

/** A task whose code is the application's own, or that of a parallel stream. */
final class RecursiveTaskAdvice {
  private RecursiveTaskAdvice() {}

  /** Another may run it. */
  static final class Fork {
    private Fork() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This ForkJoinTask<?> task) {
      RetrofuseWork.forks(task);
    }
  }

  /** It comes from outside of the pool. */
  static final class Submit {
    private Submit() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) ForkJoinTask<?> task) {
      RetrofuseWork.forks(task);
    }
  }

  /** It runs, maybe within another that waits for it. */
  static final class Exec {
    private Exec() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseCarried enter(@Advice.This ForkJoinTask<?> task) {
      return RetrofuseWork.given(task);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseCarried before) {
      RetrofuseCarried.end(before);
    }
  }
}
