package dev.retrofuse.agent;

import dev.retrofuse.waist.RetrofuseAgent;
import java.lang.instrument.Instrumentation;

/** The start of an agent with its JVM. */
final class First {
  private First() {}

  static void start(
      Arguments arguments,
      Instrumentation instrumentation,
      String placement,
      LibrariesAhead libraries)
      throws InterruptedException {
    if (RetrofuseAgent.current != null) {
      System.err.println("[retrofuse] is named twice on the command line: the first stays");
      return;
    }
    new AttachedAgent(instrumentation, arguments, placement, libraries, false).startWithTheJvm();
  }
}
