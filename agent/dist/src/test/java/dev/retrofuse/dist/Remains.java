package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;

/** What a detached agent could leave in the JVM of the legacy console. */
final class Remains {
  private static final int MOST_ROUNDS = 20;

  private Remains() {}

  /** With patience, because the JVM may hold a loader a moment longer than anything in the heap. */
  static void assertNone(ForkedJvm jvm) {
    String state = "";
    for (int i = 0; i < MOST_ROUNDS && !state.contains(" loaders=0 "); i++) {
      state = jvm.ask("state", "state");
    }
    assertTrue(state.contains("agentThreads=0"), state);
    assertTrue(state.contains(" loaders=0 "), state);
    assertTrue(state.contains("mbeans=0"), state);
  }
}
