package dev.retrofuse.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** JBoss LogManager. */
class JbossLogManagerTest {
  /** The first supported. */
  @Nested
  class First extends LoggingContract {
    First() {
      super("Jboss", "jboss-logmanager-1.2.0.GA");
    }
  }

  /** The last for Java 8. */
  @Nested
  class LastForJava8 extends LoggingContract {
    LastForJava8() {
      super("Jboss", "jboss-logmanager-2.1.19.Final");
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
      super("Jboss", "jboss-logmanager-3.2.2.Final");
    }

    @Test
    void aPatternOfTheWholeMdcShowsIt() throws Exception {
      assertEquals(ALL, Set.of(lineOf("%X").replaceAll("[{}]", "").split(", ")));
    }
  }
}
