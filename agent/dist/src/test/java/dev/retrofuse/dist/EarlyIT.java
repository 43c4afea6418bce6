package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application sets up for good at its start is the application's to set up. */
class EarlyIT {
  private static final String LOG_MANAGER = "java.util.logging.LogManager ";
  private static final String MBEAN_SERVER = "com.sun.jmx.mbeanserver.JmxMBeanServer ";

  @TempDir Path folder;

  private static String rules(int minimumCalls) {
    return "rules:\n"
        + "  - name: database\n"
        + "    match: { jdbc: { url: 'jdbc:h2:**' } }\n"
        + "    breaker: { minimum-calls: "
        + minimumCalls
        + " }\n";
  }

  @Test
  void neitherLoggingNorJmxBeforeTheFirstCall() throws IOException {
    Path rules = Product.rules(folder, rules(5));
    Path classes = folder.resolve("classes");
    String log = "-Xlog:class+load:file=" + classes;
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), log, Product.javaagent(rules))) {
      jvm.await("in force");
      // Two edits seen: at least one whole round of the agent's thread lies between.
      for (int edit = 6; edit < 8; edit++) {
        int mark = jvm.mark();
        Files.writeString(rules, rules(edit));
        jvm.await(mark, "in force");
      }
      String before = Files.readString(classes);
      assertFalse(before.contains(LOG_MANAGER), LOG_MANAGER);
      assertFalse(before.contains(MBEAN_SERVER), MBEAN_SERVER);
      // The application asks for both: so the log would have told.
      jvm.ask("logmanager", "logmanager");
      jvm.ask("state", "state");
      String after = Files.readString(classes);
      assertTrue(after.contains(LOG_MANAGER), LOG_MANAGER);
      assertTrue(after.contains(MBEAN_SERVER), MBEAN_SERVER);
    }
  }
}
