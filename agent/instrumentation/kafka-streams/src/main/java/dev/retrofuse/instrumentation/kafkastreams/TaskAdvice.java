package dev.retrofuse.instrumentation.kafkastreams;

import dev.retrofuse.waist.RetrofuseMessages;
import dev.retrofuse.waist.RetrofuseTrace;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.RecordContext;

/** Trace context of the record that a task works on. */
final class TaskAdvice {
  private TaskAdvice() {}

  /** The processors are told which one it is. */
  static final class Record {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object processing, @Advice.Argument(0) RecordContext record) {
      if (RetrofuseTrace.hook == null) {
        return;
      }
      boolean told = record != null && record.topic() != null && record.headers() != null;
      Object[] fields = told ? RetrofuseTrace.fieldsOf("kafka", record.topic()) : null;
      for (int i = 0; fields != null && i < fields.length; i++) {
        Header header = record.headers().lastHeader((String) fields[i]);
        fields[i] = header == null ? null : header.value();
      }
      RetrofuseMessages.next(processing, fields);
    }
  }

  /** What a task does at a time. */
  static final class Step {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseMessages enter() {
      return RetrofuseMessages.mark();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseMessages before) {
      RetrofuseMessages.endAll(before);
    }
  }
}
