package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line on a Java without the Attach API speaks HotSpot's protocol itself. */
class OtherJavaIT {
  private static final String RULES =
      "rules:\n  - { name: one, match: { http: { host: a } }, breaker: {} }\n";

  @TempDir static Path shared;
  @TempDir Path folder;

  private static File jre;

  static Stream<File> jdks() {
    return Product.jdks();
  }

  @BeforeAll
  static void makeJre() throws Exception {
    jre = shared.resolve("jre").toFile();
    Process jlink =
        new ProcessBuilder(
                new File(ForkedJvm.ownHome(), "bin/jlink").getPath(),
                "--add-modules",
                "java.base,java.instrument,java.management",
                "--output",
                jre.getPath())
            .inheritIO()
            .start();
    assertEquals(0, jlink.waitFor());
    try (ForkedJvm modules = ForkedJvm.start(jre, List.of("--list-modules"))) {
      assertEquals(0, modules.exitCode());
      assertTrue(modules.lines().stream().noneMatch(line -> line.startsWith("jdk.attach")));
    }
  }

  private static Product.Outcome run(int code, String... words) {
    Product.Outcome outcome = Product.retrofuse(jre, words);
    assertEquals(code, outcome.code(), outcome::text);
    return outcome;
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aJreWithoutTheAttachApi(File home) {
    Path rules = Product.rules(folder, RULES);
    try (ForkedJvm jvm = Product.console(home)) {
      String pid = String.valueOf(jvm.pid());
      Product.Outcome attached = run(0, "attach", pid, "--rules", rules.toString());
      assertTrue(attached.text().contains("Retrofuse is attached to " + pid), attached::text);
      assertTrue(run(0, "status", pid).text().contains("1 rule in force since"));
      run(0, "detach", pid);
      run(1, "detach", pid);
    }
  }
}
