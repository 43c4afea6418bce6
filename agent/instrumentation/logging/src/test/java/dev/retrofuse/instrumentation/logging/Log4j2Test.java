package dev.retrofuse.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Log4j 2. */
class Log4j2Test {
  private static final String PROPERTY = "log4j2.garbagefreeThreadContextMap";

  /** The first. */
  @Nested
  class First extends LoggingContract {
    First() {
      super("Log4j2", "log4j-2.0");
    }

    @Test
    void aPatternOfTheWholeMdcShowsIt() throws Exception {
      assertEquals(ALL, Set.of(lineOf("%X").replaceAll("[{}]", "").split(", ")));
    }
  }

  /** The last whose MDC is a map. */
  @Nested
  class LastWithMap extends LoggingContract {
    LastWithMap() {
      super("Log4j2", "log4j-2.6.2");
    }

    @Test
    void aPatternOfTheWholeMdcShowsIt() throws Exception {
      assertEquals(ALL, Set.of(lineOf("%X").replaceAll("[{}]", "").split(", ")));
    }
  }

  /** The first with an injector. */
  @Nested
  class FirstWithInjector extends LoggingContract {
    FirstWithInjector() {
      super("Log4j2", "log4j-2.7");
    }

    @Test
    void aPatternOfTheWholeMdcShowsIt() throws Exception {
      assertEquals(ALL, Set.of(lineOf("%X").replaceAll("[{}]", "").split(", ")));
    }
  }

  /** The last there is. */
  @Nested
  class Last extends LoggingContract {
    Last() {
      super("Log4j2", "log4j-2.26.1");
    }

    @Test
    void aPatternOfTheWholeMdcShowsIt() throws Exception {
      assertEquals(ALL, Set.of(lineOf("%X").replaceAll("[{}]", "").split(", ")));
    }
  }

  /** The last there is, with the MDC in which it makes no garbage. */
  @Nested
  class GarbageFree extends LoggingContract {
    GarbageFree() {
      super("Log4j2", "log4j-2.26.1+" + PROPERTY);
    }

    @Test
    void theMdcIsTheOneThatIsMeant() throws Exception {
      assertEquals("GarbageFreeSortedArrayThreadContextMap", mdcType());
    }

    private String mdcType() throws Exception {
      Class<?> mdc = type("org.apache.logging.log4j.ThreadContext");
      Object map = mdc.getMethod("getThreadContextMap").invoke(null);
      return map.getClass().getSimpleName();
    }
  }
}
