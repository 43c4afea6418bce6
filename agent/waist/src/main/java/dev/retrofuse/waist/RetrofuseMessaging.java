package dev.retrofuse.waist;

import java.lang.reflect.Method;

/**
 * Messaging calls. Static methods are for woven code; the agent installs its subclass in {@link
 * #hook}.
 */
public abstract class RetrofuseMessaging {
  /** Null while off, detached, or without a rule for messaging. */
  public static volatile RetrofuseMessaging hook;

  private static final RetrofuseCarriers<String> DESTINATIONS = new RetrofuseCarriers<String>();

  /** What {@link #sendsTo} told of that producer, or null. */
  public static String destination(Object producer) {
    return DESTINATIONS.get(producer);
  }

  /** Where a producer sends to, which says so no more once its connection is lost. */
  public static void sendsTo(Object producer, String destination) {
    while (DESTINATIONS.removeCollected() != null) {
      // A producer that nobody has any more.
    }
    DESTINATIONS.put(producer, destination);
  }

  /** Forgets all producers: at detach. */
  public static void forgetAll() {
    while (DESTINATIONS.removeAny() != null) {
      // One less.
    }
  }

  /**
   * The guard of sending a message.
   *
   * @param system {@code kafka}, {@code rabbitmq}, ...
   * @param destination the topic, queue, or exchange/routing-key
   * @return null when no rule asks for one, or this thread is already inside a messaging call
   */
  public static RetrofuseGuard send(String system, String destination) {
    RetrofuseMessaging messaging = hook;
    return messaging == null ? null : messaging.guard(system, destination, "send");
  }

  /**
   * The application has opened what messages can be sent over.
   *
   * @param way the library's own object; for JMS connection, factory, user and password
   */
  public static void opened(String system, Object... way) {
    RetrofuseMessaging messaging = hook;
    if (messaging != null) {
      messaging.over(system, way);
    }
  }

  /** What is sent over this channel from now on may be rolled back, so that none of it is kept. */
  public static void transactional(Object channel) {
    RetrofuseMessaging messaging = hook;
    if (messaging != null) {
      messaging.undoable(channel);
    }
  }

  /**
   * Marks a token of Paho's complete, as only classes of its own package can.
   *
   * @return false where this JVM does not allow it
   */
  public static boolean complete(Object token) {
    for (Method each : token.getClass().getDeclaredMethods()) {
      if (each.getName().equals("markComplete") && each.getParameterTypes().length == 2) {
        try {
          each.setAccessible(true);
          each.invoke(token, null, null);
          return true;
        } catch (ReflectiveOperationException refused) {
          return false;
        } catch (RuntimeException refused) {
          return false;
        }
      }
    }
    return false;
  }

  /** A send of JMS says so much of itself. */
  public static void begins(int deliveryMode, int priority, long timeToLive) {
    if (hook != null) {
      RetrofuseThread.current().settings = new long[] {deliveryMode, priority, timeToLive};
    }
  }

  /**
   * Leaves and ends a send on the thread it began on; where it failed and rule and budget say so,
   * waits on this thread and begins it once more.
   *
   * @param call one that was admitted
   * @param sender the library's own object
   * @param thrown the failure, or null
   * @return the next try; null when there is none, and what the send ended with stands
   */
  public static RetrofuseExchange again(
      RetrofuseExchange call, String system, Object sender, Throwable thrown) {
    RetrofuseMessaging messaging = hook;
    if (thrown == null || messaging == null || call.once || !call.retries(0)) {
      call.leave();
      call.end(0, thrown);
      return null;
    }
    RetrofuseExchange next = call.again(messaging.nature(system, sender, thrown), 0, null, thrown);
    if (next != null) {
      next.watch(null);
    }
    return next;
  }

  /**
   * Of a send that failed: {@link RetrofuseGuard#IDEMPOTENT} when it has surely not left, {@link
   * RetrofuseGuard#REPEATABLE} when it may have, {@link RetrofuseGuard#ONCE} when this sender
   * cannot or must not make it again.
   */
  protected int nature(String system, Object sender, Throwable thrown) {
    return RetrofuseGuard.ONCE;
  }

  protected void over(String system, Object[] way) {}

  protected void undoable(Object channel) {}

  protected abstract RetrofuseGuard guard(String system, String destination, String operation);
}
