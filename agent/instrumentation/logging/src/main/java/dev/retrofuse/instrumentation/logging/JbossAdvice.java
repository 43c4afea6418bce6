package dev.retrofuse.instrumentation.logging;

import dev.retrofuse.waist.RetrofuseLog;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.jboss.logmanager.ExtLogRecord;

/** The record's MDC, which is the thread's until it is copied for another one. */
final class JbossAdvice {
  private JbossAdvice() {}

  /** Takes the copy, once; it is the record's alone. */
  static final class Copy {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter(@Advice.FieldValue("mdcCopy") Map<String, Object> copy) {
      return copy == null;
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.Enter boolean first, @Advice.FieldValue("mdcCopy") Map<String, Object> copy) {
      if (first) {
        RetrofuseLog.add(RetrofuseLog.entries(), copy);
      }
    }
  }

  /** All entries. Not every version takes them by the method above. */
  static final class GetAll {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This ExtLogRecord line) {
      if (RetrofuseLog.entries() != null) {
        line.copyMdc();
      }
    }
  }

  /** One entry: the copy's, or the thread's. */
  static final class Get {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.Argument(0) String name,
        @Advice.FieldValue("mdcCopy") Object copy,
        @Advice.Return(readOnly = false) String value) {
      if (copy == null && value == null) {
        value = RetrofuseLog.entry(name);
      }
    }
  }
}
