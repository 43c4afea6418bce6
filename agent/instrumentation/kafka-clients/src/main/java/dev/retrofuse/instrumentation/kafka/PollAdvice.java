package dev.retrofuse.instrumentation.kafka;

import dev.retrofuse.waist.RetrofuseTrace;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Trace context of the record that the application works on. */
final class PollAdvice {
  private PollAdvice() {}

  /** The next poll ends an iteration that was left with {@code break}. */
  static final class Begin {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      RetrofuseTrace.messagesEnd();
    }
  }

  /** An iterator's next element, which is a consumer's record or something of the library's own. */
  static final class Next {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return Object element) {
      if (RetrofuseTrace.hook != null && element instanceof ConsumerRecord) {
        ConsumerRecord<?, ?> record = (ConsumerRecord<?, ?>) element;
        Object[] fields = RetrofuseTrace.fieldsOf(record.topic());
        for (int i = 0; i < fields.length; i++) {
          Header header = record.headers().lastHeader((String) fields[i]);
          fields[i] = header == null ? null : header.value();
        }
        RetrofuseTrace.message(fields);
      }
    }
  }

  /** The iterator has no more. */
  static final class End {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return Object record) {
      if (record == null) {
        RetrofuseTrace.messagesEnd();
      }
    }
  }
}
