package dev.retrofuse.instrumentation.executors;

import dev.retrofuse.waist.RetrofuseCarried;
import net.bytebuddy.asm.Advice;

/**
 * A future has a field for its outcome that nobody reads before it is done; there it carries what
 * it takes along. A periodic task runs by another method, and so with nothing.
 */
final class FutureTaskAdvice {
  private FutureTaskAdvice() {}

  /** Where it is made, as {@code submit} and {@code schedule} do. */
  static final class Create {
    private Create() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue(value = "outcome", readOnly = false) Object outcome) {
      Object carried = RetrofuseCarried.capture();
      if (carried != null) {
        outcome = carried;
      }
    }
  }

  /** Where it runs. Nothing is written: another thread may be setting the outcome. */
  static final class Run {
    private Run() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseCarried enter(@Advice.FieldValue("outcome") Object outcome) {
      return outcome instanceof RetrofuseCarried
          ? RetrofuseCarried.begin((RetrofuseCarried) outcome)
          : null;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseCarried before) {
      RetrofuseCarried.end(before);
    }
  }
}
