package dev.retrofuse.instrumentation.lettuce;

import dev.retrofuse.waist.RetrofuseStreams;
import dev.retrofuse.waist.RetrofuseTrace;
import io.lettuce.core.StreamMessage;
import java.lang.reflect.Method;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** A thread reads streams: it works for an entry that is the only one until it reads again. */
final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(1) Method method) {
    if (method.getName().startsWith("xread")) {
      RetrofuseTrace.messagesEnd();
    }
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Argument(1) Method method, @Advice.Return Object read) {
    if (RetrofuseTrace.hook != null
        && method.getName().startsWith("xread")
        && read instanceof List
        && ((List<?>) read).size() == 1) {
      StreamMessage<?, ?> entry = (StreamMessage<?, ?>) ((List<?>) read).get(0);
      RetrofuseStreams.message(entry.getStream(), entry.getBody());
    }
  }
}
