package dev.retrofuse.instrumentation.rxjava;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseHandOver;
import net.bytebuddy.asm.Advice;

/** An observer works for what it was subscribed for, whichever thread tells it something. */
final class SignalAdvice {
  private SignalAdvice() {}

  /** There may be more. */
  static final class More {
    private More() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseCarried enter(@Advice.This Object observer) {
      return RetrofuseHandOver.shareIfAny(observer);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseCarried before) {
      RetrofuseCarried.end(before);
    }
  }

  /** The last; an operator that subscribes again, as {@code retry} does, is left it again. */
  static final class Last {
    private Last() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseCarried enter(@Advice.This Object observer) {
      return RetrofuseHandOver.takeIfAny(observer);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseCarried before) {
      RetrofuseCarried.end(before);
    }
  }
}
