package dev.retrofuse.instrumentation.kafka;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.nio.charset.StandardCharsets;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Trace context in the headers of a record that is sent. */
final class HeadersAdvice {
  private HeadersAdvice() {}

  /** The last moment before the producer closes the headers; interceptors and serializers ran. */
  static final class Write {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Headers headers) {
      RetrofuseExchange exchange = RetrofuseThread.current().exchange;
      RetrofuseContext context =
          RetrofuseTrace.outbound(exchange == null ? null : exchange.guard());
      if (context == null) {
        return;
      }
      RetrofuseContext left = context;
      for (int i = 0; i < context.size(); i++) {
        String name = context.name(i);
        Header there = headers.lastHeader(name);
        // What is but handed on, as by Kafka Streams, is not the application's word on this call.
        boolean free =
            there == null || RetrofuseTrace.isHandedOn(name, there.value(), context.value(i));
        left = free ? left : left.beside(name);
      }
      try {
        for (int i = 0; i < left.size(); i++) {
          headers.remove(left.name(i));
          headers.add(left.name(i), left.value(i).getBytes(StandardCharsets.UTF_8));
        }
      } catch (IllegalStateException closed) {
        // A record that is sent again: it goes as it went before.
      }
    }
  }

  /**
   * Brokers before 0.11 take no headers, and the producer fails a record that has any: one that has
   * none but trace context goes without.
   */
  static final class OldFormat {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("magic") byte magic,
        @Advice.Argument(value = 5, readOnly = false) Header[] headers) {
      if (magic >= 2 || headers == null) {
        return;
      }
      for (Header each : headers) {
        if (!RetrofuseContext.knows(each.key())) {
          return;
        }
      }
      headers = new Header[0];
    }
  }
}
