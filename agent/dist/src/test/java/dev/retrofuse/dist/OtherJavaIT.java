package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
  static void makeJre() {
    jre = linked("jre", "java.base,java.instrument,java.management");
    try (ForkedJvm modules = ForkedJvm.start(jre, List.of("--list-modules"))) {
      assertEquals(0, modules.exitCode());
      assertTrue(modules.lines().stream().noneMatch(line -> line.startsWith("jdk.attach")));
    }
  }

  private static File linked(String name, String modules) {
    File home = shared.resolve(name).toFile();
    String jlink = new File(ForkedJvm.ownHome(), "bin/jlink").getPath();
    try {
      assertEquals(
          0,
          new ProcessBuilder(jlink, "--add-modules", modules, "--output", home.getPath())
              .inheritIO()
              .start()
              .waitFor());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return home;
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

  @Test
  void aJvmWithoutTheModuleForAgents() throws Exception {
    String rules = Product.rules(folder, RULES).toString();
    String classes =
        Path.of(Waiter.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    try (ForkedJvm jvm =
        ForkedJvm.start(
            linked("small", "java.base"), List.of("-cp", classes, Waiter.class.getName()))) {
      jvm.await("ready");
      String[] attach = {"attach", String.valueOf(jvm.pid()), "--rules", rules};
      for (File home : List.of(jre, ForkedJvm.ownHome())) {
        Product.Outcome outcome = Product.retrofuse(home, attach);
        assertEquals(1, outcome.code(), outcome::text);
        String advice = "jlink needs --add-modules java.instrument";
        assertTrue(outcome.text().contains(advice), outcome::text);
      }
      Product.Outcome doctor = Product.retrofuse("doctor", String.valueOf(jvm.pid()));
      assertEquals(1, doctor.code(), doctor::text);
      assertTrue(doctor.text().contains("OBSTACLE instrument"), doctor::text);
      assertTrue(jvm.isAlive());
    }
  }

  /** Waits for the end of its input. */
  static final class Waiter {
    private Waiter() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println("ready");
      System.in.read();
    }
  }
}
