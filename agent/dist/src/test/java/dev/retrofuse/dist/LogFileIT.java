package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's lines in a file of its own. */
class LogFileIT {
  @TempDir Path folder;

  @Test
  void theApplicationsErrorOutputHasButWhereTheyAre() throws IOException {
    Path log = folder.resolve("retrofuse.log");
    Path rules =
        Product.rules(
            folder,
            "rules: [{ name: a, match: { http: { path: /** } }, breaker: {} }]\nlog: { file: "
                + log
                + " }\n");
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), Product.javaagent(rules))) {
      jvm.await("further lines are in " + log);
      Attach.command(jvm.pid(), folder, "detach");
      Remains.assertNone(jvm);
      assertEquals(1, jvm.lines().stream().filter(line -> line.contains("[retrofuse]")).count());
      List<String> lines = Files.readAllLines(log);
      assertTrue(lines.get(0).endsWith("1 rule of " + rules + " in force"), lines.toString());
      assertTrue(
          lines.get(lines.size() - 1).endsWith("detached: every class has its own bytes again"),
          lines.toString());
    }
  }
}
