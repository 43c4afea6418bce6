package dev.retrofuse.instrumentation.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** A consumer handles a message: its thread works for the message's trace context. */
final class DeliveryAdvice {
  private DeliveryAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RetrofuseContext enter(@Advice.Argument(2) BasicProperties properties) {
    Map<String, Object> headers = properties == null ? null : properties.getHeaders();
    return headers == null
        ? RetrofuseTrace.begin(null, null, null)
        : RetrofuseTrace.begin(
            headers.get("traceparent"), headers.get("tracestate"), headers.get("baggage"));
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter RetrofuseContext before) {
    RetrofuseTrace.restore(before);
  }
}
