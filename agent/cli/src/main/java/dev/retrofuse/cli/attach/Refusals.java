package dev.retrofuse.cli.attach;

/** A JVM's refusals of an agent in an operator's words. */
final class Refusals {
  private static final String INSTRUMENT = "java.instrument";

  private Refusals() {}

  static String notLoaded(Target target, String message) {
    String advice =
        message.contains(INSTRUMENT)
            ? "its Java was made without that module; jlink needs --add-modules " + INSTRUMENT
            : "user " + target.user() + " must be able to read the jar and every folder above it";
    return target + " did not take the agent: " + message + " (" + advice + ")";
  }

  static String notStarted(Target target) {
    return target + " loaded the agent, but it did not start; the process's error output says why";
  }
}
