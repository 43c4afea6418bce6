package dev.retrofuse.instrumentation.jms;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import net.bytebuddy.asm.Advice;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageDispatch;

/**
 * What names no type of either API: how a send is to be made, and where providers call listeners,
 * for a listener that is a lambda cannot be woven itself.
 */
final class SharedAdvice {
  private SharedAdvice() {}

  /** A send that says its delivery mode, priority and time to live after its message. */
  static final class Settings {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
    static void enter(
        @Advice.Argument(1) int mode,
        @Advice.Argument(2) int priority,
        @Advice.Argument(3) long timeToLive,
        @Advice.Local("outer") long[] outer) {
      outer = RetrofuseThread.current().settings;
      RetrofuseMessaging.begins(mode, priority, timeToLive);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Local("outer") long[] outer) {
      RetrofuseThread.current().settings = outer;
    }
  }

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

  /** How long ActiveMQ Classic waits for its broker's word, which is for ever unless it is told. */
  static final class Time {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    @SuppressWarnings("UnusedVariable") // the body reads the time
    static void enter(
        @Advice.Argument(0) Object command,
        @Advice.Argument(value = 1, readOnly = false) int millis) {
      RetrofuseExchange call = RetrofuseThread.current().exchange;
      long limit =
          call == null || !(command instanceof Message) ? 0 : call.limit(RetrofuseGuard.CALL);
      if (limit > 0 && (millis <= 0 || millis * 1_000_000L > limit)) {
        millis = (int) Math.min(Integer.MAX_VALUE, 1 + limit / 1_000_000L);
      }
    }
  }
}
