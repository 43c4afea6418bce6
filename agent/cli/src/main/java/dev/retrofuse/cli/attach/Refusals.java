package dev.retrofuse.cli.attach;

/** A JVM's refusals of an agent in an operator's words. */
final class Refusals {
  private Refusals() {}

  static String notLoaded(Target target, String message) {
    return target
        + " did not take the agent: "
        + message
        + " (user "
        + target.user()
        + " must be able to read the jar and every folder above it)";
  }

  static String notStarted(Target target) {
    return target + " loaded the agent, but it did not start; the process's error output says why";
  }
}
