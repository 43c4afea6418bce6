package dev.retrofuse.instrumentation.jms;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import net.bytebuddy.asm.Advice;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageDispatch;

/** Where providers call listeners: a listener that is a lambda cannot be woven itself. */
final class ProviderAdvice {
  private ProviderAdvice() {}

  /** ActiveMQ Artemis. */
  static final class Artemis {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseContext enter(@Advice.Argument(0) ClientMessage message) {
      if (RetrofuseTrace.hook == null) {
        return null;
      }
      Object[] fields = RetrofuseTrace.fieldsOf("jms", message.getAddress());
      for (int i = 0; i < fields.length; i++) {
        fields[i] = message.getObjectProperty(((String) fields[i]).replace("-", "__dash__"));
      }
      return RetrofuseTrace.begin(fields);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseContext before, @Advice.Thrown Throwable thrown) {
      RetrofuseSpans.failed(thrown);
      RetrofuseTrace.restore(before);
    }
  }

  /** ActiveMQ Classic. */
  static final class Classic {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseContext enter(@Advice.Argument(0) MessageDispatch dispatch) throws Exception {
      Message message = dispatch.getMessage();
      if (RetrofuseTrace.hook == null || message == null) {
        return null;
      }
      Object[] fields = RetrofuseTrace.fieldsOf("jms", message.getDestination().getPhysicalName());
      for (int i = 0; i < fields.length; i++) {
        fields[i] = message.getProperty(((String) fields[i]).replace("-", "__dash__"));
      }
      return RetrofuseTrace.begin(fields);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseContext before, @Advice.Thrown Throwable thrown) {
      RetrofuseSpans.failed(thrown);
      RetrofuseTrace.restore(before);
    }
  }
}
