package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody writes in good faith, and files that cannot be read. */
class RobustnessTest {
  /** Of this thread alone: a busy machine makes nothing slower than it is. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;

  @Test
  void deepNesting() {
    String found = "one more level; allowed: at most 50; write it flatter";
    assertEquals("1:51: " + found, refused("[".repeat(MEGABYTE)));
    assertEquals("1:201: " + found, refused(filled("{a: ")));
    refused(filled("- "));
    refused(filled("? "));
    refused(filled("{? "));
    refused(filled("[{"));
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      steps.append(" ".repeat(i)).append("a:\n");
    }
    assertTrue(refused(steps.toString()).endsWith(found));
  }

  @Test
  void aliasesThatExplode() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 200; i++) {
      text.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
    }
    assertTrue(refused(text.toString()).contains("one more alias; allowed: at most 100"));
  }

  @Test
  void aliasesOfTheirOwnParents() {
    String found = " within what it stands for; write the value out";
    assertEquals("1:13: alias '*a'" + found, refused("rules: &a [ *a ]"));
    assertEquals("2:14: alias '*a'" + found, refused("rules:\n  - &a { b: [*a] }"));
    assertEquals("2:3: alias '*a'" + found, refused("&a\n? *a\n: b"));
  }

  @Test
  void tagsMakeNoObjects() {
    for (String tag :
        List.of("!!java.net.URL", "!<tag:yaml.org,2002:java.net.URL>", "!x", "!!str")) {
      String problem = refused("rules: " + tag + " [\"http://127.0.0.1/\"]");
      assertTrue(problem.startsWith("1:8: a tag; "), problem);
    }
  }

  @Test
  void anchorsThatComeAgainStandForTheLatest() {
    RuleFileResult result =
        read(
            """
            rules:
              - { name: a, match: { http: {} }, breaker: &b { jitter: 5% } }
              - { name: b, match: { http: {} }, breaker: &b { jitter: 6% } }
              - { name: c, match: { http: {} }, breaker: *b }
            """);
    assertEquals(0.06, result.ruleSet().rules().get(2).breaker().jitter());
  }

  @Test
  void charactersThatAreNoText() {
    assertEquals(
        "2:3: character U+0; allowed: printable characters; save the file as plain text in UTF-8",
        refused("rules: []\n# \0"));
    assertEquals(
        "1:1: character U+d800; allowed: printable characters; save the file as plain text in"
            + " UTF-8",
        refused("\uD800"));
    refused("rules: \"\\UFFFFFFFF\"");
    refused("rules: \"\\U00110000\"");
  }

  @Test
  void bytesThatAreNoUtf8() throws IOException {
    byte[] latin = "rules: []\n# hé".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin.yaml"), latin);
    assertEquals(
        "2:4: byte 0xe9; allowed: text in UTF-8; save the file in UTF-8",
        refused(RuleFile.read(file.toFile())));
    refused(RuleFile.parse("f", "rules: []".getBytes(StandardCharsets.UTF_16)));
  }

  @Test
  void documentsOfTheGreatestLength() {
    refused(filled("a"));
    refused(filled("a: b\n"));
    refused(filled("a "));
    refused(filled("a\n"));
    refused(filled("\"a"));
    refused(filled("'"));
    refused(filled("a: &a *a\n"));
    refused(filled("\n"));
    refused(filled("# comment\n"));
    refused(filled("---\n"));
    refused("rules:\n" + filled("- x\n").substring(7));
    refused("rules: [" + filled("{},").substring(10) + "]");
    refused("rules: [" + filled("{name: x},").substring(10));
    refused("rules: {" + filled("a: b, ").substring(10));
    refused("rules: |\n" + filled(" a\n").substring(10));
    refused("rules: >\n" + filled(" a\n").substring(10));
    refused("rules: [" + filled("\"\\x41\",").substring(10));
    refused("!" + filled("a").substring(1));
    refused("&" + filled("a").substring(1));
    refused("%" + filled("a").substring(1));
  }

  @Test
  void manyKeysThatAreAlmostRight() {
    StringBuilder text = new StringBuilder("rules:\n - breaker: &b\n");
    for (int i = 0; text.length() < MEGABYTE - 100_000; i++) {
      text.append("    failure-rat" + i + ": 5\n");
    }
    for (int i = 0; i < 99; i++) {
      text.append(" - breaker: *b\n");
    }
    refused(text.toString());
  }

  @Test
  void longListsInManyRules() {
    StringBuilder text = new StringBuilder("rules:\n");
    String hosts = "x" + ", x*".repeat(999);
    text.append("  - { name: r, match: &m { http: { host: [" + hosts + "] } }, breaker: {} }\n");
    for (int i = 0; i < 100; i++) {
      text.append("  - { name: r" + i + ", match: *m, breaker: {} }\n");
    }
    assertEquals(101, read(text.toString()).ruleSet().rules().size());
    text.append("  - { name: q, match: { http: { host: [y, " + hosts + "] } }, breaker: {} }\n");
    assertEquals(
        "103:33: host: a list of 1001; allowed: at most 1000; shorten it",
        refused(text.toString()));
  }

  @Test
  void overlaysOfGreatSize() {
    StringBuilder rules = new StringBuilder("overlays: { e: { change: {");
    StringBuilder other = new StringBuilder("overlays: { e: { change: {");
    for (int i = 0; i < 12_000; i++) {
      rules.append("n").append(i).append(": {}, ");
      other.append("x").append(i).append(": {}, ");
    }
    StringBuilder all = new StringBuilder("} } }\nrules:\n");
    for (int i = 0; i < 12_000; i++) {
      all.append("- { name: n").append(i).append(" }\n");
    }
    refusedForE(rules.append(all).toString());
    refusedForE(other.append(all).toString());
    refusedForE("overlays: {}\n" + filled("aaaa: b\n").substring(20).replace("aaaa", "a"));
    StringBuilder keys = new StringBuilder("overlays: {}\n");
    for (int i = 0; i < 24_000; i++) {
      keys.append("k").append(i).append(": 1\n");
    }
    refusedForE(keys.toString());
  }

  @Test
  void aliasesThatExplodeInOverlays() {
    StringBuilder text = new StringBuilder("a0: &a0 { x: {}, y: {} }\nb0: &b0 { x: {}, y: {} }\n");
    for (int i = 1; i < 24; i++) {
      for (String name : new String[] {"a", "b"}) {
        text.append(name + i + ": &" + name + i + " { x: *" + name + (i - 1));
        text.append(", y: *" + name + (i - 1) + " }\n");
      }
    }
    text.append("rules: [ { name: n, breaker: *a23 } ]\n");
    text.append("overlays: { e: { change: { n: { breaker: *b23 } } } }\n");
    String problems = refusedForE(text.toString());
    assertTrue(problems.contains("one more section; allowed: at most 10000"), problems);
  }

  private static String refusedForE(String text) {
    long start = CPU.getCurrentThreadCpuTime();
    RuleFileResult result = RuleFile.parse("f", text, "e", null);
    long millis = (CPU.getCurrentThreadCpuTime() - start) / 1_000_000;
    assertTrue(millis < 3000, millis + " ms for " + text.substring(0, 50));
    assertNull(result.ruleSet());
    return result.problems().toString();
  }

  @Test
  void filesThatAreTooLong() throws IOException {
    assertEquals(
        "1:1: more than 1048576 characters; write fewer rules", refused("#".repeat(10 * MEGABYTE)));
    Path file = Files.write(folder.resolve("long.yaml"), new byte[10 * MEGABYTE]);
    assertEquals(
        "1:1: more than 1048576 bytes; allowed: a rule file; name a rule file, or write fewer"
            + " rules",
        refused(RuleFile.read(file.toFile())));
  }

  @Test
  void filesThatAreNone() {
    File missing = folder.resolve("missing.yaml").toFile();
    assertEquals(
        "1:1: no such file: " + missing + "; allowed: a rule file; check the path",
        refused(RuleFile.read(missing)));
    assertEquals(
        "1:1: a folder without rule files; allowed: a file *.yaml or *.yml; put one in; rules: [] is"
            + " for no rules",
        refused(RuleFile.read(folder.toFile())));
    assertEquals(
        "1:1: no regular file; allowed: a rule file; name one",
        refused(RuleFile.read(new File("/dev/null"))));
  }

  /** Root may read every file, but not all of its own memory. */
  @Test
  void filesThatMayNotBeRead() throws IOException {
    File file = new File("/proc/self/mem");
    if (!file.exists()) {
      file = Files.writeString(folder.resolve("secret.yaml"), "rules: []").toFile();
      assertTrue(file.setReadable(false));
    }
    assertTrue(refused(RuleFile.read(file)).startsWith("1:1: cannot be read: "));
  }

  private static String filled(String part) {
    return part.repeat(MEGABYTE / part.length());
  }

  private static RuleFileResult read(String text) {
    long start = CPU.getCurrentThreadCpuTime();
    RuleFileResult result = RuleFile.parse("f", text);
    long millis = (CPU.getCurrentThreadCpuTime() - start) / 1_000_000;
    assertTrue(millis < 1000, millis + " ms for " + text.substring(0, Math.min(50, text.length())));
    return result;
  }

  /** The first problem, without the file's name. */
  private static String refused(String text) {
    return refused(read(text));
  }

  private static String refused(RuleFileResult result) {
    assertNull(result.ruleSet());
    List<Problem> problems = result.problems();
    return problems.get(0).toString().substring(problems.get(0).source().length() + 1);
  }
}
