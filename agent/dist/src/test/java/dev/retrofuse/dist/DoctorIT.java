package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code doctor} finds in JVMs that are well, and in those that are not. */
class DoctorIT {
  private static final String RULES =
      """
      rules:
        - { name: payments, match: { http: { host: 127.0.0.1 } }, breaker: {} }
        - { name: orders-db, match: { jdbc: { url: "jdbc:h2:**" } }, breaker: {} }
      """;

  @TempDir Path folder;

  static Stream<File> jdks() {
    return Product.jdks();
  }

  private static String doctor(int code, ForkedJvm jvm, String... more) {
    String[] words =
        Stream.concat(Stream.of("doctor", "" + jvm.pid()), Stream.of(more)).toArray(String[]::new);
    Product.Outcome outcome = Product.retrofuse(words);
    assertEquals(code, outcome.code(), outcome::text);
    return outcome.text();
  }

  private static void assertFinds(String text, String... lines) {
    for (String line : lines) {
      assertTrue(text.contains(line), () -> line + " is missing in:\n" + text);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aJvmThatCanBeAttachedTo(File home) {
    try (ForkedJvm jvm = ForkedJvm.start(home, List.of("-jar", "" + Product.LEGACY))) {
      jvm.await("ready");
      int mark = jvm.mark();
      String text = doctor(0, jvm);
      assertFinds(text, "OK       process", "OK       instrument", "Retrofuse is not attached");
      assertFalse(text.contains("OBSTACLE"), text);
      assertEquals(Product.version(home) >= 21, text.contains("WARNING  dynamic"), text);
      assertEquals(mark, jvm.mark(), "the JVM was disturbed: " + jvm.lines());
    }
  }

  @Test
  void aJvmThatCannot() {
    String disable = "-XX:+DisableAttachMechanism";
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), disable)) {
      String text = doctor(1, jvm);
      assertFinds(text, "OBSTACLE flags", disable, "start it without that option");
      assertFinds(text, "WARNING  agents     the JVM also runs an agent that is not known here");
      String json = doctor(1, jvm, "--json");
      assertFinds(json, "\"obstacle\":true", "{\"level\":\"obstacle\",\"check\":\"flags\"");
    }
  }

  private ForkedJvm withOldOkHttp(String... options) {
    String path = Product.LEGACY + File.pathSeparator + System.getProperty("unknown.libraries");
    List<String> command = new ArrayList<>(List.of(options));
    command.addAll(List.of("-cp", path + "/*", "dev.retrofuse.testapps.legacy.Console"));
    ForkedJvm jvm = ForkedJvm.start(ForkedJvm.ownHome(), command);
    jvm.await("ready");
    String type = "okhttp3.internal.http.RealInterceptorChain";
    assertTrue(jvm.ask("visible " + type, "visible").contains("okhttp-3.8.1.jar"));
    return jvm;
  }

  private static final String OLD =
      "WARNING  libraries  it uses okhttp-3.8.1.jar; OkHttp is guarded from 3.9 on; its calls are"
          + " not; use a later one";

  @Test
  void aLibraryThatIsTooOld() {
    try (ForkedJvm jvm = withOldOkHttp()) {
      assertFinds(doctor(0, jvm), OLD);
    }
    Path rules = Product.rules(folder, RULES);
    try (ForkedJvm jvm = withOldOkHttp(Product.javaagent(rules))) {
      assertFinds(
          doctor(0, jvm),
          OLD,
          "WARNING  note       okhttp steps aside in ",
          "; its calls are not guarded there; use a version that Retrofuse is for");
    }
  }

  @Test
  void whatTheAgentSaysOfItself() throws Exception {
    Path rules = Product.rules(folder, RULES);
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), Product.javaagent(rules))) {
      assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
      Files.writeString(rules, "rules:\n  - nam: x\n");
      jvm.await("is not taken over");
      String text = doctor(0, jvm);
      assertFinds(
          text,
          "OK       agent      Retrofuse is attached",
          "WARNING  rules      the file is not in force: " + rules + ":2:5: unknown key 'nam'",
          "WARNING  calls      rule 'payments' has met no call since 20");
      assertFalse(text.contains("rule 'orders-db' has met no call"), text);
    }
  }
}
