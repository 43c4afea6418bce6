package dev.retrofuse.instrumentation.nettyhttp;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseNetty;
import net.bytebuddy.asm.Advice;

/** All that any decoder does with what was read. */
final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RetrofuseCarried enter() {
    return RetrofuseNetty.enter();
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter RetrofuseCarried before) {
    RetrofuseNetty.leave(before);
  }
}
