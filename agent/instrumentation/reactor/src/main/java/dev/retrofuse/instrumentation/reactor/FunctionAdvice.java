package dev.retrofuse.instrumentation.reactor;

import dev.retrofuse.waist.RetrofuseFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/**
 * A subscriber is made when its operator is subscribed to, with the functions of the application's
 * that it will call, on whichever thread: they run with what the subscribing thread had. The number
 * says which argument of the constructor is one.
 */
final class FunctionAdvice {
  private FunctionAdvice() {}

  /** The first. */
  static final class At0 {
    private At0() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(value = 0, readOnly = false, typing = Typing.DYNAMIC) Object function) {
      function = RetrofuseFunction.of(function);
    }
  }

  /** The second. */
  static final class At1 {
    private At1() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(value = 1, readOnly = false, typing = Typing.DYNAMIC) Object function) {
      function = RetrofuseFunction.of(function);
    }
  }

  /** The third. */
  static final class At2 {
    private At2() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(value = 2, readOnly = false, typing = Typing.DYNAMIC) Object function) {
      function = RetrofuseFunction.of(function);
    }
  }

  /** The fourth. */
  static final class At3 {
    private At3() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(value = 3, readOnly = false, typing = Typing.DYNAMIC) Object function) {
      function = RetrofuseFunction.of(function);
    }
  }

  /** The fifth. */
  static final class At4 {
    private At4() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(value = 4, readOnly = false, typing = Typing.DYNAMIC) Object function) {
      function = RetrofuseFunction.of(function);
    }
  }

  /** The sixth. */
  static final class At5 {
    private At5() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(value = 5, readOnly = false, typing = Typing.DYNAMIC) Object function) {
      function = RetrofuseFunction.of(function);
    }
  }
}
