package dev.retrofuse.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Logback. */
class LogbackTest {
  /** The first supported. */
  @Nested
  class First extends LoggingContract {
    First() {
      super("Logback", "logback-1.0.0");
    }

    @Test
    void aPatternOfTheWholeMdcShowsIt() throws Exception {
      assertEquals(ALL, Set.of(lineOf("%mdc").split(", ")));
    }
  }

  /** The last there is. */
  @Nested
  class Last extends LoggingContract {
    Last() {
      super("Logback", "logback-1.6.6");
    }

    @Test
    void aPatternOfTheWholeMdcShowsIt() throws Exception {
      assertEquals(ALL, Set.of(lineOf("%mdc").split(", ")));
    }
  }
}
