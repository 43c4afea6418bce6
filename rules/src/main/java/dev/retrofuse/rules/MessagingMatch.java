package dev.retrofuse.rules;

import java.util.List;
import java.util.Map;

/** Which messaging calls a rule guards. A null condition is none. */
public final class MessagingMatch extends Match {
  /** The only operation that there is. */
  public static final String SEND = "send";

  private final Patterns system;
  private final Patterns destination;
  private final Patterns operation;

  MessagingMatch(Patterns system, Patterns destination, Patterns operation) {
    this.system = system;
    this.destination = destination;
    this.operation = operation;
  }

  @Override
  public Kind kind() {
    return Kind.MESSAGING;
  }

  /**
   * Whether a call is guarded. A condition on something unknown (null) is not fulfilled.
   *
   * @param system {@code kafka}, {@code rabbitmq}, ...
   * @param destination the topic, queue, exchange, subject, stream or channel
   * @param operation {@code send}
   */
  public boolean matches(String system, String destination, String operation) {
    return unmet(system, destination, operation) == null;
  }

  /** The key of the first condition that a call does not fulfil; null when it is guarded. */
  public String unmet(String system, String destination, String operation) {
    if (!Patterns.matches(this.system, system)) {
      return "system";
    }
    if (!Patterns.matches(this.operation, operation)) {
      return "operation";
    }
    return Patterns.matches(this.destination, destination) ? null : "destination";
  }

  /** Whether no condition keeps messages by that system out. */
  public boolean allowsSystem(String system) {
    return Patterns.matches(this.system, system);
  }

  /** Whether no condition keeps that operation out. */
  public boolean allowsOperation(String operation) {
    return Patterns.matches(this.operation, operation);
  }

  // The destination may be unknown.
  @Override
  public boolean covers(Match other) {
    if (!(other instanceof MessagingMatch)) {
      return false;
    }
    MessagingMatch that = (MessagingMatch) other;
    return Patterns.covers(system, that.system, "**")
        && Patterns.covers(operation, that.operation, SEND)
        && Patterns.covers(destination, that.destination, null);
  }

  @Override
  public boolean meets(Match other) {
    if (!(other instanceof MessagingMatch)) {
      return false;
    }
    MessagingMatch that = (MessagingMatch) other;
    return Patterns.meet(system, that.system)
        && Patterns.meet(operation, that.operation)
        && Patterns.meet(destination, that.destination);
  }

  @Override
  public Map<String, List<String>> conditions() {
    return conditions("system", system, "destination", destination, "operation", operation);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof MessagingMatch)) {
      return false;
    }
    MessagingMatch that = (MessagingMatch) other;
    return same(system, that.system)
        && same(destination, that.destination)
        && same(operation, that.operation);
  }

  @Override
  public int hashCode() {
    return hash(system, destination) * 31 + hash(operation, null);
  }

  @Override
  public String toString() {
    return "messaging: "
        + text("system", system, "destination", destination, "operation", operation);
  }
}
