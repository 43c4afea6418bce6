package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RuleSourceTest {
  @TempDir Path folder;

  private final Written written = new Written();
  private final List<RuleSet> applied = new ArrayList<>();

  private static String rules(String... names) {
    StringBuilder text = new StringBuilder("rules:\n");
    for (String name : names) {
      text.append("  - { name: ").append(name);
      text.append(", match: { http: { host: a } }, breaker: {} }\n");
    }
    return text.toString();
  }

  private RuleSource source(Path file) {
    return new RuleSource(file.toFile(), applied::add, written.log);
  }

  private RuleSource loaded(String text) throws IOException {
    RuleSource source = source(Files.writeString(folder.resolve("rules.yaml"), text));
    assertTrue(source.load());
    return source;
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), text);
  }

  /** As many looks as a change needs, and one more. */
  private static void settle(RuleSource source) {
    source.poll();
    source.poll();
    source.poll();
  }

  private static List<String> names(RuleSource source) {
    return source.inForce().rules().stream().map(rule -> rule.name()).toList();
  }

  private void assertKept(RuleSource source, int problems, String why) {
    assertEquals(List.of("good"), names(source));
    assertEquals(1, applied.size());
    assertEquals(problems, source.problems().size(), () -> source.problems().toString());
    assertTrue(source.problems().get(0).contains(why), () -> source.problems().toString());
    assertTrue(written.last().contains("stay in force"), written::last);
  }

  @Test
  void takesAChangeOverWhenTwoLooksAgree() throws IOException {
    RuleSource source = loaded(rules("one"));
    assertFalse(source.poll());
    write(rules("one", "two"));
    assertTrue(source.poll(), "a change is to be looked at again soon");
    assertEquals(List.of("one"), names(source));
    assertFalse(source.poll());
    assertEquals(List.of("one", "two"), names(source));
    assertFalse(source.poll());
    assertEquals(2, applied.size());
    assertTrue(written.last().contains("2 rules of "), written::last);
  }

  @Test
  void leavesAFileAloneThatIsBeingWritten() throws IOException {
    RuleSource source = loaded(rules("one"));
    String next = rules("two", "three");
    for (int end = 1; end < next.length(); end++) {
      write(next.substring(0, end));
      assertTrue(source.poll());
    }
    assertEquals(1, applied.size());
    assertEquals(List.of(), source.problems());
    write(next);
    settle(source);
    assertEquals(List.of("two", "three"), names(source));
  }

  @Test
  void keepsTheLastGoodRulesOfABrokenFile() throws IOException {
    RuleSource source = loaded(rules("good"));
    write("rules:\n  - nam: x\n");
    settle(source);
    assertKept(source, 4, "rules.yaml:2:5: ");
    int lines = written.lines().size();
    settle(source);
    assertEquals(lines, written.lines().size(), "the same problems are said once");
    write(rules("good"));
    settle(source);
    assertEquals(List.of(), source.problems());
  }

  @Test
  void keepsTheLastGoodRulesOfAVanishedFile() throws IOException {
    RuleSource source = loaded(rules("good"));
    Files.delete(folder.resolve("rules.yaml"));
    settle(source);
    assertKept(source, 1, "no such file");
    write(rules("back"));
    settle(source);
    assertEquals(List.of("back"), names(source));
  }

  @Test
  void takesAnEmptyFileForAnErrorAndNotForAnOffSwitch() throws IOException {
    for (String empty : List.of("", "\n \n", "# all gone\n", "---\n")) {
      applied.clear();
      RuleSource source = loaded(rules("good"));
      write(empty);
      settle(source);
      assertKept(source, 1, "an empty file");
    }
    applied.clear();
    RuleSource source = loaded(rules("good"));
    write("rules: []\n");
    settle(source);
    assertEquals(List.of(), names(source));
    assertEquals(List.of(), source.problems());
  }

  @Test
  void followsAnEditorThatSavesByRename() throws IOException {
    RuleSource source = loaded(rules("one"));
    Path file = folder.resolve("rules.yaml");
    for (String name : List.of("two", "three")) {
      // As vim does: the file is moved away for a moment, the new one is moved to its place.
      Files.move(file, folder.resolve("rules.yaml~"), StandardCopyOption.REPLACE_EXISTING);
      source.poll();
      Files.writeString(folder.resolve("4913"), rules(name));
      Files.move(folder.resolve("4913"), file);
      settle(source);
      assertEquals(List.of(name), names(source));
    }
    assertEquals(0, written.count("not taken over"));
  }

  @Test
  void followsTheLinksOfAConfigMap() throws IOException {
    // As Kubernetes mounts one: the file is a link through a link that is swapped.
    Path first = Files.createDirectory(folder.resolve("..2026_1"));
    Files.writeString(first.resolve("rules.yaml"), rules("one"));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_1"));
    Path file =
        Files.createSymbolicLink(folder.resolve("rules.yaml"), Path.of("..data/rules.yaml"));
    RuleSource source = source(file);
    assertTrue(source.load());
    Path second = Files.createDirectory(folder.resolve("..2026_2"));
    Files.writeString(second.resolve("rules.yaml"), rules("two"));
    Files.setLastModifiedTime(
        second.resolve("rules.yaml"), Files.getLastModifiedTime(first.resolve("rules.yaml")));
    Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..2026_2"));
    Files.move(folder.resolve("..tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    settle(source);
    assertEquals(List.of("two"), names(source));
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void waitsForNoPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertTrue(mkfifo.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, mkfifo.exitValue());
    RuleSource source = source(pipe);
    assertFalse(source.load());
    assertFalse(source.poll());
    assertTrue(source.problems().get(0).contains("no regular file"));
  }

  @Test
  void outlivesAFaultOfWhoTakesTheRules() throws IOException {
    Path file = Files.writeString(folder.resolve("rules.yaml"), rules("good"));
    RuleSource source =
        new RuleSource(
            file.toFile(),
            rules -> {
              throw new NoClassDefFoundError("gone");
            },
            written.log);
    assertFalse(source.load());
    assertEquals(List.of(), names(source));
    assertEquals(1, source.problems().size());
    assertTrue(written.last().contains("could not be taken over"), written::last);
  }

  @Test
  void boundsTheProblemsThatItLogs() throws IOException {
    RuleSource source = loaded(rules("good"));
    write("rules:\n" + "  - x: 1\n".repeat(200));
    settle(source);
    assertEquals(1, written.count("(50 shown)"));
    assertEquals(52, written.lines().size());
  }

  @Test
  void saysThatNoFileIsConfigured() {
    RuleSource source = new RuleSource(null, applied::add, written.log);
    assertFalse(source.load());
    assertFalse(source.poll());
    assertTrue(written.last().contains("no rule file is configured"), written::last);
  }
}
