package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule files that are to exhaust who reads them, given to the product in a JVM with little memory;
 * how fast they are refused, {@code RobustnessTest} of the rules measures.
 */
class HostileRulesIT {
  private static final String LITTLE = "-Xmx32m";
  private static final int LONGEST_TEXT = 30_000;
  private static final String GOOD =
      "rules:\n  - { name: NAME, match: { jdbc: { url: 'jdbc:h2:**' } }, breaker: {} }\n";

  @TempDir Path folder;

  /** File names and what is said of each. */
  private final Map<String, String> expected = new LinkedHashMap<>();

  private void add(String name, byte[] bytes, String says) throws IOException {
    Path file = folder.resolve("hostile").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    expected.put(file.toString(), says);
  }

  private void add(String name, String text, String says) throws IOException {
    add(name, text.getBytes(StandardCharsets.UTF_8), says);
  }

  @BeforeEach
  void write() throws IOException {
    int ten = 10 << 20;
    String large = "more than 1048576 bytes; allowed: a rule file";
    add("lines.yaml", "# a line\n".repeat(ten / 9), large);
    add("line.yaml", "rules: [" + "x".repeat(ten) + "]", large);
    add("aliases.yaml", explodingAliases(), "one more alias; allowed: at most 100");
    String deep = "one more level; allowed: at most 50; write it flatter";
    add("flow.yaml", "rules: " + "[".repeat(100_000), deep);
    add("block.yaml", "- ".repeat(100_000) + "x\n", deep);
    add("maps.yaml", "{a: ".repeat(100_000), deep);
    add("keys.yaml", "? ".repeat(100_000), deep);
    add("many.yaml", "a: 1\n".repeat(60_000), "one more key or value; allowed: at most 50000");
    add("merge.yaml", "x: &x { a: 1 }\ny:\n  <<: *x\n", "unknown key");
    add(
        "tag.yaml",
        "rules: !!javax.script.ScriptEngineManager [ !!java.net.URL ['http://x'] ]\n",
        "a tag; allowed: none");
    add("include.yaml", "rules: !include /etc/passwd\n", "a tag; allowed: none");
    add(
        "utf16.yaml",
        "rules: []".getBytes(StandardCharsets.UTF_16),
        "byte 0xfe; allowed: text in UTF-8");
    add("nul.yaml", "rules: []\n\0", "character U+0; allowed: printable characters");
    add(
        "number.yaml",
        "rules: [{ name: a, match: { http: {} }, bulkhead: { max-concurrent: 1"
            + "0".repeat(100_000)
            + " } }]\n",
        "max-concurrent");
  }

  private static String explodingAliases() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 200; i++) {
      text.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
    }
    return text.toString();
  }

  private static ForkedJvm little(String... words) {
    List<String> command = new ArrayList<>(List.of(LITTLE, "-jar", Product.JAR.toString()));
    command.addAll(List.of(words));
    return ForkedJvm.start(ForkedJvm.ownHome(), command);
  }

  @Test
  void theCommandLineRefusesEachInLittleMemory() {
    try (ForkedJvm jvm = little("validate", folder.resolve("hostile").toString())) {
      assertEquals(2, jvm.exitCode(), () -> String.join("\n", jvm.lines()));
      String text = String.join("\n", jvm.lines());
      for (Map.Entry<String, String> each : expected.entrySet()) {
        boolean said =
            jvm.lines().stream()
                .anyMatch(line -> isOf(line, each.getKey()) && line.contains(each.getValue()));
        assertTrue(said, () -> each.getKey() + ": " + each.getValue() + " is missing in:\n" + text);
      }
      assertTrue(text.length() < LONGEST_TEXT, text.length() + " characters");
    }
  }

  /** What is not read is said where it is named: of the folder, as a whole. */
  private boolean isOf(String line, String file) {
    String name = Path.of(file).getFileName().toString();
    return line.contains(file) || line.contains(folder.resolve("hostile") + ":1:1: " + name);
  }

  @Test
  void theAgentRefusesEachAndItsJvmGoesOn() throws IOException {
    Path rules = Product.rules(folder, GOOD.replace("NAME", "zero"));
    String[] options = {LITTLE, Product.javaagent(rules)};
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), options)) {
      int round = 0;
      for (String each : expected.keySet()) {
        int mark = jvm.mark();
        Files.copy(Path.of(each), rules, StandardCopyOption.REPLACE_EXISTING);
        jvm.await(mark, "is not taken over");
        assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"), each);
        mark = jvm.mark();
        Files.writeString(rules, GOOD.replace("NAME", "n" + ++round));
        jvm.await(mark, "in force");
      }
      for (String line : jvm.lines()) {
        assertTrue(!line.contains("OutOfMemory") && !line.contains("a fault of the reader"), line);
      }
    }
  }
}
