package dev.retrofuse.instrumentation.rabbitmq;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.springframework.amqp.core.Message;

/**
 * A listener container of Spring's executes its listener, with retries and all: most have taken the
 * message to a thread of their own. A batch, which is a list, works for none of its messages.
 */
final class SpringAdvice {
  private SpringAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RetrofuseContext enter(@Advice.Argument(1) Object data) {
    if (RetrofuseTrace.hook == null || !(data instanceof Message)) {
      return null;
    }
    Message message = (Message) data;
    String exchange = message.getMessageProperties().getReceivedExchange();
    boolean direct = exchange == null || exchange.isEmpty();
    Object[] fields =
        RetrofuseTrace.fieldsOf(
            "rabbitmq", direct ? message.getMessageProperties().getReceivedRoutingKey() : exchange);
    Map<String, Object> headers = message.getMessageProperties().getHeaders();
    for (int i = 0; i < fields.length; i++) {
      fields[i] = headers.get((String) fields[i]);
    }
    return RetrofuseTrace.begin(fields);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter RetrofuseContext before, @Advice.Thrown Throwable thrown) {
    RetrofuseSpans.failed(thrown);
    RetrofuseTrace.restore(before);
  }
}
