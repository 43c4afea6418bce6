package dev.retrofuse.benchmarks;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: the least that any agent costs. */
public final class NothingAgent {
  private NothingAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {
    // Nothing: that is what it is for.
  }
}
