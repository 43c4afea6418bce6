package dev.retrofuse.instrumentation.nats;

import dev.retrofuse.waist.RetrofuseTrace;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import net.bytebuddy.asm.Advice;

/** A thread that takes a message works for its trace context until it asks for the next. */
final class DeliveryAdvice {
  private DeliveryAdvice() {}

  /** The application's thread or a dispatcher's. */
  static final class Taken {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      RetrofuseTrace.messagesEnd();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return NatsMessage message) {
      if (RetrofuseTrace.hook == null || message == null || message.getSubject() == null) {
        return;
      }
      Object[] fields = RetrofuseTrace.fieldsOf("nats", message.getSubject());
      Headers headers = message.getHeaders();
      for (int i = 0; i < fields.length; i++) {
        fields[i] = headers == null ? null : headers.get((String) fields[i]);
      }
      RetrofuseTrace.message(fields);
    }
  }

  /** It is an answer: who waits for it works for something else. */
  static final class Answer {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      RetrofuseTrace.messagesEnd();
    }
  }
}
