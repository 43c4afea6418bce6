package dev.retrofuse.instrumentation.jedis;

import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseStreams;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** Adds the trace context to the fields of an entry, where a rule asks for that. */
final class FieldsAdvice {
  private FieldsAdvice() {}

  /** The fields are the second argument. */
  static final class Second {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    @SuppressWarnings("UnusedAssignment") // that of the method is what it sends
    static void enter(
        @Advice.Argument(0) Object key,
        @Advice.Argument(value = 1, readOnly = false) Map<?, ?> fields) {
      if (RetrofuseTrace.hook != null) {
        RetrofuseExchange call = RetrofuseThread.current().exchange;
        fields =
            RetrofuseStreams.fields(
                call == null
                    ? RetrofuseMessaging.send("redis", RetrofuseStreams.text(key))
                    : call.guard(),
                fields);
      }
    }
  }

  /** The fields are the third argument. */
  static final class Third {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    @SuppressWarnings("UnusedAssignment") // that of the method is what it sends
    static void enter(
        @Advice.Argument(0) Object key,
        @Advice.Argument(value = 2, readOnly = false) Map<?, ?> fields) {
      if (RetrofuseTrace.hook != null) {
        RetrofuseExchange call = RetrofuseThread.current().exchange;
        fields =
            RetrofuseStreams.fields(
                call == null
                    ? RetrofuseMessaging.send("redis", RetrofuseStreams.text(key))
                    : call.guard(),
                fields);
      }
    }
  }
}
