package dev.retrofuse.instrumentation.reactor;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseHandOver;
import net.bytebuddy.asm.Advice;

/**
 * A subscriber that has no function of its own, but subscribes to something else later, or calls
 * functions that all subscriptions share.
 */
final class SubscriberAdvice {
  private SubscriberAdvice() {}

  /** Where it is made: at subscription. */
  static final class Create {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object subscriber) {
      RetrofuseHandOver.leaveWithNew(subscriber);
    }
  }

  /** Where it is subscribed, if it was made before. */
  static final class Subscribe {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object subscriber) {
      RetrofuseHandOver.leave(subscriber);
    }
  }

  /** Where it is told the last thing for which it needs what it took along. */
  static final class End {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseCarried enter(@Advice.This Object subscriber) {
      return RetrofuseHandOver.takeIfAny(subscriber);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseCarried before) {
      RetrofuseCarried.end(before);
    }
  }

  /** Where it is told something, by whichever thread. */
  static final class Signal {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseCarried enter(@Advice.This Object subscriber) {
      return RetrofuseHandOver.shareIfAny(subscriber);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseCarried before) {
      RetrofuseCarried.end(before);
    }
  }
}
