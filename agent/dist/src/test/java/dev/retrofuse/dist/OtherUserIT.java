package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JVMs of another user; only root can start one. */
class OtherUserIT {
  private static final String RULES =
      "rules:\n  - { name: one, match: { http: { host: a } }, breaker: {} }\n";

  @TempDir Path folder;

  private Path jar;
  private Path legacy;
  private Path rules;

  static Stream<File> jdks() {
    return Product.jdks().filter(OtherUserIT::isOpen);
  }

  // A JDK below a home folder is nobody's.
  private static boolean isOpen(File home) {
    return exitCode(as("nobody", List.of("test", "-x", home + "/bin/java"))) == 0;
  }

  @BeforeEach
  void placeWhereAllCanRead() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can be another user");
    open(folder, "rwxr-xr-x");
    jar = open(Files.copy(Product.JAR, folder.resolve("retrofuse.jar")), "rw-r--r--");
    legacy = open(Files.copy(Product.LEGACY, folder.resolve("legacy.jar")), "rw-r--r--");
    rules = open(Product.rules(folder, RULES), "rw-r--r--");
  }

  private static Path open(Path file, String permissions) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static List<String> as(String user, List<String> command) {
    List<String> all =
        new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=nogroup", "--clear-groups"));
    all.addAll(command);
    return all;
  }

  private static int exitCode(List<String> command) {
    try {
      return new ProcessBuilder(command).start().waitFor();
    } catch (IOException | InterruptedException e) {
      return -1;
    }
  }

  /** The legacy application of user nobody; its end is that of its standard input. */
  private Process nobodys(File home) throws IOException {
    List<String> java =
        List.of(home + "/bin/java", "-javaagent:" + legacy, "-jar", legacy.toString());
    Process process =
        new ProcessBuilder(as("nobody", java))
            .directory(new File("/"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertEquals("ready", lines.readLine());
    return process;
  }

  private record Outcome(int code, String text) {}

  private static Outcome run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }

  private static List<String> retrofuse(Path jar, String... words) {
    List<String> command =
        new ArrayList<>(List.of(ForkedJvm.ownHome() + "/bin/java", "-jar", jar.toString()));
    command.addAll(Arrays.asList(words));
    return command;
  }

  private static void assertRuns(int code, String text, List<String> command) throws Exception {
    Outcome outcome = run(command);
    assertEquals(code, outcome.code(), outcome::text);
    assertTrue(outcome.text().contains(text), outcome::text);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("jdks")
  void rootSpeaksAsTheJvmsUser(File home) throws Exception {
    Process jvm = nobodys(home);
    try {
      String pid = String.valueOf(jvm.pid());
      assertRuns(1, "is not attached to " + pid, retrofuse(jar, "status", pid));
      String[] attach = {"attach", pid, "--rules", rules.toString()};
      assertRuns(0, "Retrofuse is attached to " + pid, retrofuse(jar, attach));
      assertRuns(0, "1 rule in force since ", retrofuse(jar, "status", pid));
      assertRuns(0, "nobody", retrofuse(jar, "list"));
      assertRuns(0, "Retrofuse is detached from " + pid, retrofuse(jar, "detach", pid));
      assertRuns(1, "is not attached to " + pid, retrofuse(jar, "detach", pid));
    } finally {
      jvm.destroy();
    }
  }

  @Test
  void rootIsToldWhatTheJvmsUserCannotRead() throws Exception {
    Process jvm = nobodys(ForkedJvm.ownHome());
    try {
      String pid = String.valueOf(jvm.pid());
      String[] attach = {"attach", pid, "--rules", rules.toString()};
      open(rules, "rw-------");
      assertRuns(1, rules + " cannot be read by user nobody", retrofuse(jar, attach));
      open(rules, "rw-r--r--");
      Path closed = open(Files.createDirectory(folder.resolve("closed")), "rwx------");
      Path hidden = Files.copy(jar, closed.resolve("retrofuse.jar"));
      assertRuns(1, hidden + " cannot be read by user nobody", retrofuse(hidden, attach));
    } finally {
      jvm.destroy();
    }
  }

  @Test
  void anybodyElseIsToldWhatToRun() throws Exception {
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome())) {
      String pid = String.valueOf(jvm.pid());
      List<String> command = retrofuse(jar, "attach", pid, "--rules", rules.toString());
      String run = "; run: sudo -u root " + String.join(" ", command) + " --timeout 60";
      assertRuns(1, "belongs to user root and you are nobody" + run, as("nobody", command));
      List<String> doctor = retrofuse(jar, "doctor", pid);
      assertRuns(1, "OBSTACLE user", as("nobody", doctor));
      assertRuns(1, "; run: sudo -u root ", as("nobody", doctor));
      assertRuns(0, pid, as("nobody", retrofuse(jar, "list")));
    }
  }
}
