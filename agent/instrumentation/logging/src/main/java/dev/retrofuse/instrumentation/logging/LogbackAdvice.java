package dev.retrofuse.instrumentation.logging;

import dev.retrofuse.waist.RetrofuseLog;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** The event's MDC, which it takes from the thread when it is first asked for it, and keeps. */
final class LogbackAdvice {
  private LogbackAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(@Advice.FieldValue("mdcPropertyMap") Map<String, String> kept) {
    return kept == null;
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter boolean first,
      @Advice.FieldValue(value = "mdcPropertyMap", readOnly = false) Map<String, String> kept,
      @Advice.Return(readOnly = false) Map<String, String> returned) {
    if (first) {
      kept = RetrofuseLog.with(kept);
      returned = kept;
    }
  }
}
