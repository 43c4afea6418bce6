package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that starts from a class data archive of its own does so with the agent too. */
class CdsIT {
  private static final String RULES =
      """
      rules:
        - name: database
          match:
            jdbc: { url: "jdbc:h2:**" }
          breaker: { window: 10s }
      """;

  @TempDir Path folder;

  @Test
  void theArchiveIsUsed() throws IOException {
    Path archive = folder.resolve("app.jsa");
    run("-XX:ArchiveClassesAtExit=" + archive);
    long without = shared("-XX:SharedArchiveFile=" + archive);
    String agent = Product.javaagent(Product.rules(folder, RULES));
    long with = shared("-XX:SharedArchiveFile=" + archive, agent);
    assertTrue(without > 100, without + " classes from the archive without the agent");
    assertTrue(with > without * 9 / 10, with + " of " + without + " classes from the archive");
  }

  private void run(String... options) {
    List<String> command = new java.util.ArrayList<>(List.of(options));
    command.addAll(List.of("-jar", Product.LEGACY.toString()));
    try (ForkedJvm jvm = ForkedJvm.start(ForkedJvm.ownHome(), command)) {
      jvm.await("ready");
      jvm.ask("jdbc SELECT 1", "jdbc 1");
      jvm.send("exit");
      jvm.exitCode();
    }
  }

  /** How many classes of the application come from its archive. */
  private long shared(String... options) throws IOException {
    Path log = folder.resolve("classes-" + options.length);
    List<String> all = new java.util.ArrayList<>(List.of(options));
    all.add("-Xlog:class+load:file=" + log);
    run(all.toArray(new String[0]));
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("org.h2.") && line.contains("shared objects file (top)"))
        .count();
  }
}
