package dev.retrofuse.instrumentation.logging;

import org.junit.jupiter.api.Nested;

/** Log4j 2. */
class Log4j2Test {
  /** The first. */
  @Nested
  class First extends LoggingContract {
    First() {
      super("Log4j2", "log4j-2.0");
    }
  }

  /** The last whose MDC is a map. */
  @Nested
  class LastWithMap extends LoggingContract {
    LastWithMap() {
      super("Log4j2", "log4j-2.6.2");
    }
  }

  /** The first with an injector. */
  @Nested
  class FirstWithInjector extends LoggingContract {
    FirstWithInjector() {
      super("Log4j2", "log4j-2.7");
    }
  }

  /** The last there is. */
  @Nested
  class Last extends LoggingContract {
    Last() {
      super("Log4j2", "log4j-2.26.1");
    }
  }
}
