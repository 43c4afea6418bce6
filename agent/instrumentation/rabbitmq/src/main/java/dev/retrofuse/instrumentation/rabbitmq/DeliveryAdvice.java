package dev.retrofuse.instrumentation.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** A consumer handles a message: its thread works for the message's trace context. */
final class DeliveryAdvice {
  /** A thread asks for a message: it works for that one until it asks again. */
  static final class Get {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      RetrofuseTrace.messagesEnd();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return GetResponse response) {
      if (RetrofuseTrace.hook == null || response == null) {
        return;
      }
      String exchange = response.getEnvelope().getExchange();
      boolean direct = exchange == null || exchange.isEmpty();
      Object[] fields =
          RetrofuseTrace.fieldsOf(
              "rabbitmq", direct ? response.getEnvelope().getRoutingKey() : exchange);
      Map<String, Object> headers =
          response.getProps() == null ? null : response.getProps().getHeaders();
      for (int i = 0; i < fields.length; i++) {
        fields[i] = headers == null ? null : headers.get((String) fields[i]);
      }
      RetrofuseTrace.message(fields);
    }
  }

  private DeliveryAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RetrofuseContext enter(
      @Advice.Argument(1) Envelope envelope, @Advice.Argument(2) BasicProperties properties) {
    if (RetrofuseTrace.hook == null) {
      return null;
    }
    String exchange = envelope.getExchange();
    boolean direct = exchange == null || exchange.isEmpty();
    Object[] fields =
        RetrofuseTrace.fieldsOf("rabbitmq", direct ? envelope.getRoutingKey() : exchange);
    Map<String, Object> headers = properties == null ? null : properties.getHeaders();
    for (int i = 0; i < fields.length; i++) {
      fields[i] = headers == null ? null : headers.get((String) fields[i]);
    }
    return RetrofuseTrace.begin(fields);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter RetrofuseContext before, @Advice.Thrown Throwable thrown) {
    RetrofuseSpans.failed(thrown);
    RetrofuseTrace.restore(before);
  }
}
