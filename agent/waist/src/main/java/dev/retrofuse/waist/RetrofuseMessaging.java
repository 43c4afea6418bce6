package dev.retrofuse.waist;

/**
 * Messaging calls. Static methods are for woven code; the agent installs its subclass in {@link
 * #hook}.
 */
public abstract class RetrofuseMessaging {
  /** Null while off, detached, or without a rule for messaging. */
  public static volatile RetrofuseMessaging hook;

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

  protected abstract RetrofuseGuard guard(String system, String destination, String operation);
}
