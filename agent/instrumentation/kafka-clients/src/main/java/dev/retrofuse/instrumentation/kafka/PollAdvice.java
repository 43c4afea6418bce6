package dev.retrofuse.instrumentation.kafka;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseMessages;
import dev.retrofuse.waist.RetrofuseRecords;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Trace context of the record that the application works on. */
final class PollAdvice {
  private PollAdvice() {}

  /**
   * The consumer's next poll ends an iteration that was left with {@code break}; what it returns is
   * one batch.
   */
  static final class Begin {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter(@Advice.This Object consumer) {
      RetrofuseMessages.polls(consumer);
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

  /** So does its end. */
  static final class Close {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object consumer) {
      RetrofuseMessages.closes(consumer);
    }
  }

  /** The records of one partition, as a list: its own iterators know nothing of Kafka. */
  static final class Partition {
    @Advice.OnMethodExit(suppress = Throwable.class)
    @SuppressWarnings("unchecked")
    static void exit(
        @Advice.Argument(0) TopicPartition partition,
        @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object records) {
      if (RetrofuseTrace.hook != null && !((List<?>) records).isEmpty()) {
        records =
            new RetrofuseRecords(
                (List<?>) records,
                new ConsumerRecords<Object, Object>(
                    Collections.singletonMap(
                        partition, (List<ConsumerRecord<Object, Object>>) records)));
      }
    }
  }

  /** An iterator's next element, which is a consumer's record or something of the library's own. */
  static final class Next {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object iterator, @Advice.Return Object element) {
      if (RetrofuseTrace.hook != null && element instanceof ConsumerRecord) {
        ConsumerRecord<?, ?> record = (ConsumerRecord<?, ?>) element;
        Object[] fields = RetrofuseTrace.fieldsOf("kafka", record.topic());
        for (int i = 0; i < fields.length; i++) {
          Header header = record.headers().lastHeader((String) fields[i]);
          fields[i] = header == null ? null : header.value();
        }
        RetrofuseMessages.next(iterator, fields);
      }
    }
  }

  /** The iterator has no more. */
  static final class End {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object iterator, @Advice.Return Object record) {
      if (record == null) {
        RetrofuseMessages.end(iterator);
      }
    }
  }

  /**
   * Spring takes what is left from its iterator when a record has failed, to seek back to it, and
   * perhaps gives the record up. It works for that record all the while.
   */
  static final class Failed {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(2) Object third,
        @Advice.Argument(value = 3, optional = true) Object fourth) {
      Object failure = third instanceof Throwable ? third : fourth;
      RetrofuseMessages.hold((Throwable) failure);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit() {
      RetrofuseMessages.release();
    }
  }

  /** Spring gives up on a record of a batch, or one that it got in another way. */
  static final class GiveUp {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseContext enter(@Advice.Argument(0) ConsumerRecord<?, ?> record) {
      if (RetrofuseTrace.hook == null || RetrofuseMessages.isHeld()) {
        return null;
      }
      Object[] fields = RetrofuseTrace.fieldsOf("kafka", record.topic());
      for (int i = 0; i < fields.length; i++) {
        Header header = record.headers().lastHeader((String) fields[i]);
        fields[i] = header == null ? null : header.value();
      }
      return RetrofuseTrace.begin(fields);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseContext before) {
      RetrofuseTrace.restore(before);
    }
  }
}
