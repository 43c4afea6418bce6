package dev.retrofuse.instrumentation.logging;

import dev.retrofuse.waist.RetrofuseLog;
import java.util.Hashtable;
import net.bytebuddy.asm.Advice;

/** The event's MDC, which is the thread's until it is copied for another one. */
final class Log4j1Advice {
  private Log4j1Advice() {}

  /** Takes the copy, once; it is the event's alone. */
  static final class Copy {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.FieldValue("mdcCopyLookupRequired") boolean first) {
      return first;
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    @SuppressWarnings("JdkObsolete") // the field's type
    static void exit(
        @Advice.Enter boolean first,
        @Advice.FieldValue(value = "mdcCopy", readOnly = false) Hashtable<String, Object> copy) {
      String[] entries = first ? RetrofuseLog.entries() : null;
      if (entries != null) {
        Hashtable<String, Object> all = copy == null ? new Hashtable<>() : copy;
        RetrofuseLog.add(entries, all);
        copy = all;
      }
    }
  }

  /** One entry: the copy's, or the thread's. */
  static final class Get {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.Argument(0) String name,
        @Advice.FieldValue("mdcCopyLookupRequired") boolean first,
        @Advice.Return(readOnly = false) Object value) {
      if (first && value == null) {
        value = RetrofuseLog.entry(name);
      }
    }
  }
}
