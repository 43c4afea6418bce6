package dev.retrofuse.instrumentation.logging;

import org.junit.jupiter.api.Nested;

/** Logback. */
class LogbackTest {
  /** The first supported. */
  @Nested
  class First extends LoggingContract {
    First() {
      super("Logback", "logback-1.0.0");
    }
  }

  /** The last there is. */
  @Nested
  class Last extends LoggingContract {
    Last() {
      super("Logback", "logback-1.6.6");
    }
  }
}
