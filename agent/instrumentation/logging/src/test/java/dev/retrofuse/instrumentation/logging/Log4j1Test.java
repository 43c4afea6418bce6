package dev.retrofuse.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Log4j 1.2 and its continuation. */
class Log4j1Test {
  /** The first to be had. */
  @Nested
  class First extends LoggingContract {
    First() {
      super("Log4j1", "log4j-1.2.4");
    }
  }

  /** The last of its makers. */
  @Nested
  class Last extends LoggingContract {
    Last() {
      super("Log4j1", "log4j-1.2.17");
    }

    @Test
    void aPatternOfTheWholeMdcShowsIt() throws Exception {
      assertEquals(
          ALL, Set.of(lineOf("%X").replace(',', '=').replaceAll("^\\{\\{|}}$", "").split("}\\{")));
    }
  }

  /** The last there is. */
  @Nested
  class Reload4j extends LoggingContract {
    Reload4j() {
      super("Log4j1", "reload4j-1.2.27");
    }

    @Test
    void aPatternOfTheWholeMdcShowsIt() throws Exception {
      assertEquals(
          ALL, Set.of(lineOf("%X").replace(',', '=').replaceAll("^\\{\\{|}}$", "").split("}\\{")));
    }
  }
}
