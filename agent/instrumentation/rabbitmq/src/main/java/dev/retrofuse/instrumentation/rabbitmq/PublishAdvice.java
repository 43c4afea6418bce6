package dev.retrofuse.instrumentation.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** Guards a publish, and writes the trace context into a copy of its properties. */
final class PublishAdvice {
  private PublishAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(
      @Advice.Argument(0) String exchange,
      @Advice.Argument(1) String routingKey,
      @Advice.Argument(value = 4, readOnly = false) BasicProperties properties,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit) {
    boolean direct = exchange == null || exchange.isEmpty();
    guard = RetrofuseMessaging.send("rabbitmq", direct ? routingKey : exchange);
    permit = guard == null ? 0 : guard.enter();
    if (permit < 0) {
      return true;
    }
    RetrofuseContext context = RetrofuseTrace.outbound();
    // A subclass of the application's would lose in the copy what makes it one.
    if (context == null || (properties != null && properties.getClass() != BasicProperties.class)) {
      return false;
    }
    Map<String, Object> own = properties == null ? null : properties.getHeaders();
    if (own != null) {
      context = context.beside(own.containsKey("traceparent"), own.containsKey("baggage"));
    }
    if (context.size() > 0) {
      Map<String, Object> headers = new LinkedHashMap<String, Object>();
      if (own != null) {
        headers.putAll(own);
      }
      for (int i = 0; i < context.size(); i++) {
        headers.put(context.name(i), context.value(i));
      }
      BasicProperties.Builder builder =
          properties == null ? new BasicProperties.Builder() : properties.builder();
      properties = builder.headers(headers).build();
    }
    return false;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (guard != null) {
      thrown = guard.exit(permit, 0, thrown);
      if (thrown != null && guard.instead(permit, thrown) != null) {
        thrown = null;
        guard.served();
      }
    }
  }
}
