package dev.retrofuse.instrumentation.kafka;

import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Trace context of the record that the application works on. */
final class PollAdvice {
  private PollAdvice() {}

  /**
   * The next poll ends an iteration that was left with {@code break}; what it returns is one batch.
   */
  static final class Begin {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
      RetrofuseTrace.messagesEnd();
      return RetrofuseSpans.hook == null ? 0 : System.nanoTime();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Enter long began, @Advice.Return ConsumerRecords<?, ?> records) {
      if (RetrofuseSpans.hook == null || records == null || records.isEmpty()) {
        return;
      }
      for (TopicPartition partition : records.partitions()) {
        List<? extends ConsumerRecord<?, ?>> part = records.records(partition);
        RetrofuseSpan span = RetrofuseSpans.polled("kafka", partition.topic(), part.size(), began);
        for (int i = 0; span != null && i < part.size(); i++) {
          Header parent = part.get(i).headers().lastHeader("traceparent");
          RetrofuseSpans.link(span, partition.topic(), parent == null ? null : parent.value());
        }
        if (span != null) {
          span.end();
        }
      }
    }
  }

  /** An iterator's next element, which is a consumer's record or something of the library's own. */
  static final class Next {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return Object element) {
      if (RetrofuseTrace.hook != null && element instanceof ConsumerRecord) {
        ConsumerRecord<?, ?> record = (ConsumerRecord<?, ?>) element;
        Object[] fields = RetrofuseTrace.fieldsOf("kafka", record.topic());
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
