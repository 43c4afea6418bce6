package dev.retrofuse.instrumentation.jedis;

import dev.retrofuse.waist.RetrofuseReads;
import net.bytebuddy.asm.Advice;

/**
 * A thread reads streams: it works for an entry that is the only one, or the one that it iterates
 * over, until it reads again.
 */
final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    RetrofuseReads.begin();
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return Object read) {
    RetrofuseReads.read(read);
  }
}
