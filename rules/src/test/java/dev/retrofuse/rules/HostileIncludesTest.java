package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Includes and folders that are to keep the reader busy, or to fill its memory. */
class HostileIncludesTest {
  /** Of this thread alone: a busy machine makes nothing slower than it is. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private static final long MOST_MILLIS = 3_000;

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private RuleFileResult read(String name) {
    long start = CPU.getCurrentThreadCpuTime();
    RuleFileResult result = RuleFile.read(folder.resolve(name).toFile());
    long millis = (CPU.getCurrentThreadCpuTime() - start) / 1_000_000;
    assertTrue(millis < MOST_MILLIS, millis + " ms");
    return result;
  }

  /** Without the folder. */
  private List<String> refused(String name) {
    RuleFileResult result = read(name);
    assertNull(result.ruleSet());
    return result.problems().stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .toList();
  }

  private static String includes(String text, int count) {
    return "include: [" + String.join(", ", Collections.nCopies(count, text)) + "]\nrules: []\n";
  }

  @Test
  void eachFileIncludesTheNextTwice() throws IOException {
    for (int i = 0; i < 9; i++) {
      String next = "n" + (i + 1) + ".yaml";
      write("n" + i + ".yaml", "include: [" + next + ", ./" + next + "]\nrules: []\n");
    }
    write("n9.yaml", "rules: []\n");
    assertEquals(10, read("n0.yaml").ruleSet().files().size());
  }

  @Test
  void whatIsNoRegularFileIsNotOpened() throws Exception {
    Path pipe = folder.resolve("pipe.yaml");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    write("a.yaml", "include: [/dev/zero, /dev/stdin, pipe.yaml, /proc/self/fd]\nrules: []\n");
    assertEquals(
        List.of(
            "a.yaml:1:11: no regular file; allowed: a rule file; name one",
            "a.yaml:1:22: no regular file; allowed: a rule file; name one",
            "a.yaml:1:34: no regular file; allowed: a rule file; name one",
            "a.yaml:1:45: a directory; allowed: a rule file; name a file in it, or *.yaml"),
        refused("a.yaml"));
  }

  @Test
  void theIncludedAreAsBoundedAsTheFirst() throws IOException {
    Files.write(folder.resolve("long.yaml"), new byte[10 << 20]);
    write("deep.yaml", "[".repeat(100_000));
    write("a.yaml", "include: [long.yaml, deep.yaml]\nrules: []\n");
    assertEquals(
        List.of(
            "a.yaml:1:11: more than 1048576 bytes; allowed: a rule file; name a rule file, or write"
                + " fewer rules",
            "deep.yaml:1:51: one more level; allowed: at most 50; write it flatter"),
        refused("a.yaml"));
  }

  @Test
  void linksThatGoRound() throws IOException {
    Files.createDirectory(folder.resolve("d"));
    Files.createSymbolicLink(folder.resolve("d/self"), Path.of("."));
    Files.createSymbolicLink(folder.resolve("d/loop.yaml"), Path.of("loop.yaml"));
    write("d/a.yaml", "include: self/self/self/a.yaml\nrules: []\n");
    List<String> problems = refused("d/a.yaml");
    assertTrue(problems.get(0).contains("within itself: a.yaml -> a.yaml"), problems.toString());
    write("d/a.yaml", "include: loop.yaml\nrules: []\n");
    assertTrue(refused("d/a.yaml").get(0).contains("no such file"));
  }

  /** There is no folder to be kept in: who may write the rules names what the JVM's user reads. */
  @Test
  void aFileThatIsNotOneOfRulesIsShownByOneLineAtMost() throws IOException {
    write("secret", "password: hidden\nother: hidden\n");
    write("d/a.yaml", "include: ../secret\nrules: []\n");
    for (Problem problem : read("d/a.yaml").problems()) {
      assertTrue(!problem.toString().contains("hidden"), problem.toString());
    }
  }

  @Test
  void aFolderOfMoreFilesThanAnybodyWrites() throws IOException {
    Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < 10_000; i++) {
      Files.createFile(folder.resolve("many/f" + i + ".yaml"));
    }
    assertEquals(
        List.of(
            "many:1:1: a folder of 10000 rule files, more than 1000; allowed: a rule file; name a"
                + " folder of fewer, or one of its files"),
        refused("many"));
    write("a.yaml", includes("many/f*.yaml", 1_000));
    List<String> problems = refused("a.yaml");
    assertEquals(101, problems.size(), "each place is a problem");
    assertTrue(
        problems.get(0).contains("a folder of 10000 rule files, more than 1000"), problems.get(0));
    assertEquals(2, read("a.yaml").files().size(), "a folder is looked at once");
  }

  @Test
  void patternsOfManyFoldersAndManyFiles() throws IOException {
    for (int i = 0; i < 200; i++) {
      write("d/f" + i + ".yaml", includes("'*.yaml'", 900));
    }
    List<String> problems = refused("d");
    assertTrue(
        problems
            .get(0)
            .endsWith(": one more include; allowed: at most 1000; include a folder's *.yaml"),
        problems.get(0));
    StringBuilder paths = new StringBuilder("include: [");
    IntStream.range(0, 60).forEach(i -> paths.append("./".repeat(i) + "d/x*.yaml, "));
    write("b.yaml", paths + "]\nrules: []\n");
    RuleFileResult result = read("b.yaml");
    assertTrue(result.problems().toString().contains("one more folder; allowed: at most 50"));
    assertEquals(51, result.files().size());
  }

  @Test
  void keysAndValuesOfAllFilesAreBoundedTogether() throws IOException {
    for (int i = 0; i < 30; i++) {
      write("d/f" + i + ".yaml", "rules: [" + "x,".repeat(40_000) + "]\n");
    }
    String problems = refused("d").toString();
    assertTrue(
        problems.contains(
            ": one more key or value; allowed: at most 100000 in all files; write fewer rules"),
        problems);
  }
}
