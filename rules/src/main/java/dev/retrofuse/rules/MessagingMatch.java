package dev.retrofuse.rules;

/** Which messaging calls a rule guards. A null condition is none. */
public final class MessagingMatch extends Match {
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
   * @param destination the topic, queue, or exchange/routing-key
   * @param operation {@code send}
   */
  public boolean matches(String system, String destination, String operation) {
    return Patterns.matches(this.system, system)
        && Patterns.matches(this.operation, operation)
        && Patterns.matches(this.destination, destination);
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
