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
   * @param connection the library's own object
   */
  public static void opened(String system, Object connection) {
    RetrofuseMessaging messaging = hook;
    if (messaging != null) {
      messaging.over(system, connection);
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

  protected void over(String system, Object connection) {}

  protected void undoable(Object channel) {}

  protected abstract RetrofuseGuard guard(String system, String destination, String operation);
}
