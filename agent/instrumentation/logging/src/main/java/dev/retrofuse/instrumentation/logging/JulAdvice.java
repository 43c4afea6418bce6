package dev.retrofuse.instrumentation.logging;

import dev.retrofuse.waist.RetrofuseLog;
import java.util.ResourceBundle;
import java.util.logging.LogRecord;
import net.bytebuddy.asm.Advice;

/**
 * A line of {@code java.util.logging}: its message gets the ids. Nothing in them means anything to
 * {@code MessageFormat}. A message that is the key of a text becomes that text, as the formatter
 * would have it.
 */
final class JulAdvice {
  private JulAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) LogRecord line) {
    String ids = RetrofuseLog.ids();
    String message = ids == null || line == null ? null : line.getMessage();
    if (message == null || message.contains("trace_id=")) {
      return;
    }
    ResourceBundle texts = line.getResourceBundle();
    boolean key = texts != null && texts.containsKey(message);
    Object text = key ? texts.getObject(message) : message;
    if (text instanceof String) {
      line.setMessage(text + ids);
    }
  }
}
