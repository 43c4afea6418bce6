package dev.retrofuse.instrumentation.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/**
 * Guards a publish, and writes the trace context into a copy of its properties: those that are sent
 * or kept.
 */
final class PublishAdvice {
  private PublishAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
  static boolean enter(
      @Advice.Argument(0) String exchange,
      @Advice.Argument(1) String routingKey,
      @Advice.Argument(value = 4, readOnly = false) BasicProperties properties,
      @Advice.Local("outer") RetrofuseExchange outer,
      @Advice.Local("call") RetrofuseExchange call,
      @Advice.Local("kept") BasicProperties kept) {
    outer = RetrofuseThread.current().exchange;
    boolean direct = exchange == null || exchange.isEmpty();
    RetrofuseGuard guard = RetrofuseMessaging.send("rabbitmq", direct ? routingKey : exchange);
    call = guard == null ? null : new RetrofuseExchange(guard, guard.enter());
    kept = properties;
    boolean rejected = call != null && call.rejected();
    if (rejected && !call.keeps()) {
      return true;
    }
    if (call != null) {
      call.watch(null);
      RetrofuseThread.current().exchange = call;
    }
    RetrofuseContext context =
        RetrofuseTrace.outbound(guard == null && outer != null ? outer.guard() : guard);
    // A subclass of the application's would lose in the copy what makes it one.
    if (context == null || (properties != null && properties.getClass() != BasicProperties.class)) {
      return rejected;
    }
    Map<String, Object> own = properties == null ? null : properties.getHeaders();
    RetrofuseContext left = context;
    for (int i = 0; own != null && i < context.size(); i++) {
      left = own.containsKey(context.name(i)) ? left.beside(context.name(i)) : left;
    }
    if (left.size() > 0) {
      Map<String, Object> headers = new LinkedHashMap<String, Object>();
      if (own != null) {
        headers.putAll(own);
      }
      for (int i = 0; i < left.size(); i++) {
        headers.put(left.name(i), left.value(i));
      }
      BasicProperties.Builder builder =
          properties == null ? new BasicProperties.Builder() : properties.builder();
      properties = builder.headers(headers).build();
      kept = properties;
    }
    return rejected;
  }

  @Advice.OnMethodExit(
      suppress = Throwable.class,
      onThrowable = Throwable.class,
      repeatOn = Advice.OnNonDefaultValue.class)
  static boolean exit(
      @Advice.This Object channel,
      @Advice.Argument(0) String exchange,
      @Advice.Argument(1) String routingKey,
      @Advice.Argument(2) boolean mandatory,
      @Advice.Argument(3) boolean immediate,
      @Advice.Argument(value = 5, typing = Typing.DYNAMIC) Object body,
      @Advice.Local("outer") RetrofuseExchange outer,
      @Advice.Local("call") RetrofuseExchange call,
      @Advice.Local("kept") BasicProperties kept,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (call == null) {
      return false;
    }
    if (call.rejected()) {
      thrown = call.rejection();
    } else {
      RetrofuseExchange next = RetrofuseMessaging.again(call, "rabbitmq", channel, thrown);
      if (next != null) {
        call = next;
        return true;
      }
    }
    RetrofuseThread.current().exchange = outer;
    if (thrown != null
        && call.accepts(
            thrown, "rabbitmq", channel, exchange, routingKey, mandatory, immediate, kept, body)) {
      thrown = null;
    }
    return false;
  }

  /**
   * A channel that recovers hands each form of a publish on to the channel that it has just now:
   * only one of them is woven, so the others go by that.
   */
  static final class Plain {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
    static boolean enter(
        @Advice.This Channel channel,
        @Advice.Argument(0) String exchange,
        @Advice.Argument(1) String routingKey,
        @Advice.Argument(2) BasicProperties properties,
        @Advice.Argument(3) byte[] body,
        @Advice.Local("failure") Throwable failure) {
      if (RetrofuseMessaging.hook == null) {
        return false;
      }
      try {
        channel.basicPublish(exchange, routingKey, false, false, properties, body);
      } catch (Throwable thrown) {
        failure = thrown;
      }
      return true;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Local("failure") Throwable failure,
        @Advice.Thrown(readOnly = false) Throwable thrown) {
      if (failure != null) {
        thrown = failure;
      }
    }
  }

  /** The same, of a publish that may be mandatory. */
  static final class Mandatory {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
    static boolean enter(
        @Advice.This Channel channel,
        @Advice.Argument(0) String exchange,
        @Advice.Argument(1) String routingKey,
        @Advice.Argument(2) boolean mandatory,
        @Advice.Argument(3) BasicProperties properties,
        @Advice.Argument(4) byte[] body,
        @Advice.Local("failure") Throwable failure) {
      if (RetrofuseMessaging.hook == null) {
        return false;
      }
      try {
        channel.basicPublish(exchange, routingKey, mandatory, false, properties, body);
      } catch (Throwable thrown) {
        failure = thrown;
      }
      return true;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Local("failure") Throwable failure,
        @Advice.Thrown(readOnly = false) Throwable thrown) {
      if (failure != null) {
        thrown = failure;
      }
    }
  }
}
