package dev.retrofuse.instrumentation.reactor;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** The functions of the application's that a subscriber calls, on whichever thread. */
final class FunctionAdvice {
  private FunctionAdvice() {}

  /**
   * The subscriber is made, when its operator is subscribed to, with a function as the first
   * argument: it is to run with what the subscribing thread had.
   */
  static final class Given {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(value = 0, readOnly = false, typing = Typing.DYNAMIC) Object function) {
      function = RetrofuseFunction.of(function);
    }
  }

  /**
   * It subscribes to what its function returned; the function has what to do so with. Where it was
   * not replaced, there is nothing.
   */
  static final class Mapper {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseCarried enter(
        @Advice.FieldValue(value = "mapper", typing = Typing.DYNAMIC) Object mapper) {
      return RetrofuseFunction.begin(mapper);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseCarried before) {
      RetrofuseCarried.end(before);
    }
  }
}
