package dev.retrofuse.waist;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives some bytes to a {@code Flow.Subscriber} of lists of buffers, when it asks for them and not
 * before. It is the subscription, by proxy, because code for Java 8 cannot name that type.
 */
final class RetrofusePublication implements InvocationHandler {
  private static final String SUBSCRIBER = "java.util.concurrent.Flow$Subscriber";
  private static final String SUBSCRIPTION = "java.util.concurrent.Flow$Subscription";

  private final Object subscriber;
  private final byte[] bytes;
  private final AtomicBoolean over = new AtomicBoolean();

  private RetrofusePublication(Object subscriber, byte[] bytes) {
    this.subscriber = subscriber;
    this.bytes = bytes;
  }

  static void publish(Object subscriber, byte[] bytes) throws Throwable {
    Class<?> type = RetrofuseJavaResponse.type(SUBSCRIPTION);
    RetrofusePublication publication = new RetrofusePublication(subscriber, bytes);
    Object subscription =
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, publication);
    publication.tell("onSubscribe", subscription);
    if (bytes.length == 0) {
      publication.complete(); // needs no asking
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "request":
        request((Long) arguments[0]);
        return null;
      case "cancel":
        over.set(true);
        return null;
      case "equals":
        return proxy == arguments[0];
      case "hashCode":
        return System.identityHashCode(proxy);
      default:
        return "a subscription";
    }
  }

  private void request(long count) throws Throwable {
    if (count <= 0) {
      if (over.compareAndSet(false, true)) {
        tell("onError", new IllegalArgumentException("asked for " + count));
      }
    } else if (bytes.length > 0 && over.compareAndSet(false, true)) {
      tell("onNext", Collections.singletonList(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
      tell("onComplete");
    }
  }

  private void complete() throws Throwable {
    if (over.compareAndSet(false, true)) {
      tell("onComplete");
    }
  }

  private void tell(String what, Object... arguments) throws Throwable {
    RetrofuseJavaResponse.call(SUBSCRIBER, what, subscriber, arguments);
  }
}
