package dev.retrofuse.instrumentation.forkjoin;

import dev.retrofuse.waist.RetrofuseFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/**
 * The JDK's own objects around a function of the application's; the application has hold of them at
 * most, never of what is inside. The function inside runs with what was taken along.
 */
final class FunctionAdvice {
  private FunctionAdvice() {}

  /** What a future runs when another is complete. */
  static final class Completion {
    private Completion() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue(value = "fn", readOnly = false, typing = Typing.DYNAMIC) Object inside) {
      inside = RetrofuseFunction.of(inside);
    }
  }

  /** What a pool makes of a Runnable. */
  static final class OfRunnable {
    private OfRunnable() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue(value = "runnable", readOnly = false, typing = Typing.DYNAMIC)
            Object inside) {
      inside = RetrofuseFunction.of(inside);
    }
  }

  /** What a pool makes of a Callable. */
  static final class OfCallable {
    private OfCallable() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue(value = "callable", readOnly = false, typing = Typing.DYNAMIC)
            Object inside) {
      inside = RetrofuseFunction.of(inside);
    }
  }

  /** What a pool runs later; once only, or it would belong to the request for ever. */
  static final class Delayed {
    private Delayed() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue(value = "runnable", readOnly = false, typing = Typing.DYNAMIC)
            Object runnable,
        @Advice.FieldValue(value = "callable", readOnly = false, typing = Typing.DYNAMIC)
            Object callable,
        @Advice.FieldValue("nextDelay") long nextDelay) {
      if (nextDelay == 0) {
        runnable = RetrofuseFunction.of(runnable);
        callable = RetrofuseFunction.of(callable);
      }
    }
  }
}
