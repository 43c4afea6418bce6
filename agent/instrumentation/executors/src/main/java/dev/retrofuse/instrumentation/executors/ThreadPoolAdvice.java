package dev.retrofuse.instrumentation.executors;

import dev.retrofuse.waist.RetrofuseWork;
import net.bytebuddy.asm.Advice;

/**
 * A pool's tasks stay what the application made them; what they carry is looked up when a worker
 * takes one, and over when it asks for the next.
 */
final class ThreadPoolAdvice {
  private ThreadPoolAdvice() {}

  /** A task comes in. */
  static final class Execute {
    private Execute() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Runnable task) {
      RetrofuseWork.hands(task);
    }
  }

  /** A task is not taken: the caller may run it, with what it has itself. */
  static final class Reject {
    private Reject() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Runnable task) {
      RetrofuseWork.givesUp(task);
    }
  }

  /** A task is taken out again. */
  static final class Remove {
    private Remove() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Runnable task, @Advice.Return boolean removed) {
      if (removed) {
        RetrofuseWork.givesUp(task);
      }
    }
  }

  /** A worker begins, with a task or without one. */
  static final class First {
    private First() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("firstTask") Runnable task) {
      RetrofuseWork.took(task);
    }
  }

  /** A worker is done with one task and waits for the next. */
  static final class Next {
    private Next() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      RetrofuseWork.took(null);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return Runnable task) {
      RetrofuseWork.took(task);
    }
  }
}
