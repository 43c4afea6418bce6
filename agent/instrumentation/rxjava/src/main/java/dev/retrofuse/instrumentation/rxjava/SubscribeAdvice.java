package dev.retrofuse.instrumentation.rxjava;

import dev.retrofuse.waist.RetrofuseHandOver;
import net.bytebuddy.asm.Advice;

/** Each subscription goes through here, that of an operator to the one before it, too. */
final class SubscribeAdvice {
  private SubscribeAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Object observer) {
    RetrofuseHandOver.leaveUnlessShared(observer);
  }
}
