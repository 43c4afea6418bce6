package dev.retrofuse.instrumentation.jedis;

import dev.retrofuse.waist.RetrofuseStreams;
import dev.retrofuse.waist.RetrofuseTrace;
import net.bytebuddy.asm.Advice;

/** A thread reads streams: it works for an entry that is the only one until it reads again. */
final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    RetrofuseTrace.messagesEnd();
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return Object read) {
    RetrofuseStreams.read(read);
  }
}
