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
    return new RuleSource(file.toFile(), null, applied::add, written.log);
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
            null,
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
    RuleSource source = new RuleSource(null, null, applied::add, written.log);
    assertFalse(source.load());
    assertFalse(source.poll());
    assertTrue(written.last().contains("no rule file is configured"), written::last);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private RuleSource loaded(Path path, String environment) {
    RuleSource source = new RuleSource(path.toFile(), environment, applied::add, written.log);
    assertTrue(source.load(), () -> written.lines().toString());
    return source;
  }

  @Test
  void followsTheFilesOfAFolder() throws IOException {
    write("d/b.yaml", rules("b"));
    RuleSource source = loaded(folder.resolve("d"), null);
    write("d/a.yaml", rules("a"));
    settle(source);
    assertEquals(List.of("a", "b"), names(source));
    write("d/.a.yaml.swp", "x");
    write("d/a.yaml~", "x");
    settle(source);
    assertEquals(2, applied.size(), "an editor's files are no rule files");
    Files.delete(folder.resolve("d/b.yaml"));
    settle(source);
    assertEquals(List.of("a"), names(source));
    assertTrue(
        written.last().endsWith("1 rule of " + folder.resolve("d") + " in force: removed 'b'"));
  }

  @Test
  void keepsTheLastGoodRulesOfAFolderThatIsEmptyOrGone() throws IOException {
    Path file = write("d/good.yaml", rules("good"));
    RuleSource source = loaded(folder.resolve("d"), null);
    Files.delete(file);
    settle(source);
    assertKept(source, 1, "a folder without rule files");
    Files.delete(folder.resolve("d"));
    settle(source);
    assertKept(source, 1, "no such file");
    write("d/back.yaml", rules("back"));
    settle(source);
    assertEquals(List.of("back"), names(source));
    assertEquals(List.of("added 'back'", "removed 'good'"), source.changes());
  }

  @Test
  void followsTheLinksOfAConfigMapThatIsAFolder() throws IOException {
    write("..2026_1/a.yaml", rules("one"));
    write("..2026_2/a.yaml", rules("two"));
    Files.setLastModifiedTime(
        folder.resolve("..2026_2/a.yaml"),
        Files.getLastModifiedTime(folder.resolve("..2026_1/a.yaml")));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_1"));
    Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("..data/a.yaml"));
    RuleSource source = loaded(folder, null);
    Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..2026_2"));
    Files.move(folder.resolve("..tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    settle(source);
    assertEquals(List.of("two"), names(source));
    assertEquals(0, written.count("not taken over"));
  }

  @Test
  void followsIncludedFilesAndTheirFolders() throws IOException {
    Path main = write("main.yaml", "include: [sub/*.yaml]\n" + rules("main"));
    write("sub/a.yaml", rules("a"));
    RuleSource source = loaded(main, null);
    // As an editor saves: the new file is moved to its place.
    Files.move(
        write("4913", rules("b")),
        folder.resolve("sub/a.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    settle(source);
    assertEquals(List.of("main", "b"), names(source));
    write("sub/c.yaml", rules("c"));
    settle(source);
    assertEquals(List.of("main", "b", "c"), names(source));
    Files.delete(folder.resolve("sub/a.yaml"));
    Files.delete(folder.resolve("sub/c.yaml"));
    settle(source);
    assertEquals(List.of("main", "b", "c"), names(source));
    assertTrue(
        source.problems().get(0).contains("'sub/*.yaml' finds no file"),
        source.problems()::toString);
    write("sub/d.yaml", rules("d"));
    settle(source);
    assertEquals(List.of("main", "d"), names(source));
    assertEquals(
        List.of(main.toString(), folder.resolve("sub/d.yaml").toString()),
        source.inForce().files());
  }

  @Test
  void leavesAnIncludedFileAloneThatIsBeingWritten() throws IOException {
    Path main = write("main.yaml", "include: a.yaml\n");
    write("a.yaml", rules("one"));
    RuleSource source = loaded(main, null);
    write("main.yaml", "include: [a.yaml, b.yaml]\n");
    assertTrue(source.poll());
    String next = rules("two", "three");
    for (int end = 1; end < next.length(); end++) {
      write("b.yaml", next.substring(0, end));
      assertTrue(source.poll());
    }
    assertEquals(1, applied.size());
    assertEquals(List.of(), source.problems());
    write("b.yaml", next);
    settle(source);
    assertEquals(List.of("one", "two", "three"), names(source));
  }

  @Test
  void saysWhatAReloadChanged() throws IOException {
    String rule = "rules: [{ name: a, match: { http: {} }, breaker: { failure-rate: %s }, %s }]";
    RuleSource source = loaded(String.format(rule, "50%", "mode: enforce"));
    assertEquals(List.of(), source.changes());
    assertTrue(written.last().endsWith("rules.yaml in force"), written::last);
    write(String.format(rule, "30%", "mode: observe"));
    settle(source);
    String change = "'a' breaker.failure-rate 50% -> 30%, mode enforce -> observe";
    assertEquals(List.of(change), source.changes());
    assertTrue(written.last().endsWith("rules.yaml in force: " + change), written::last);
    write(
        String.format(rule, "30%", "mode: observe, fallback: { replica: 'jdbc:x://u:tiger@h/d' }")
            .replace("http", "jdbc"));
    settle(source);
    assertEquals(List.of(), source.problems());
    assertEquals(-1, (source.changes() + written.last()).indexOf("tiger"), written::last);
    write(String.format(rule, "30.0%", "mode: observe"));
    settle(source);
    write(String.format(rule, "30%", "mode: observe"));
    settle(source);
    assertTrue(written.last().endsWith("rules.yaml in force: nothing is different"), written::last);
    write("rules: []\n");
    settle(source);
    assertTrue(written.last().contains(" 0 rules of "), written::last);
    assertTrue(written.last().endsWith("rules.yaml in force: removed 'a'"), written::last);
  }

  @Test
  void appliesTheOverlayOfItsEnvironment() throws IOException {
    Path file = write("o.yaml", rules("a", "b") + "overlays: { p: { change: { a: null } } }\n");
    RuleSource source = loaded(file, "p");
    assertEquals(List.of("b"), names(source));
    assertTrue(written.last().endsWith("1 rule of " + file + " in force for p"), written::last);
    write("o.yaml", rules("a", "b"));
    settle(source);
    assertEquals(List.of("a", "b"), names(source));
    assertTrue(written.last().contains(" in force for p, which has no overlay: "), written::last);
  }
}
