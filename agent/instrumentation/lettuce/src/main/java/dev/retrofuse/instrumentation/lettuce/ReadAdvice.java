package dev.retrofuse.instrumentation.lettuce;

import dev.retrofuse.waist.RetrofuseReads;
import java.lang.reflect.Method;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/**
 * A thread reads streams: it works for an entry that is the only one, or the one that it iterates
 * over, until it reads again.
 */
final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(1) Method method) {
    if (method.getName().startsWith("xread")) {
      RetrofuseReads.begin();
    }
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  @SuppressWarnings("UnusedAssignment") // that of the method is what it returns
  static void exit(
      @Advice.Argument(1) Method method,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object read) {
    if (method.getName().startsWith("xread")) {
      read = RetrofuseReads.entries(read);
    }
  }
}
