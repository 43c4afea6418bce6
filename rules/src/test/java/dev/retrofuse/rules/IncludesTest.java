package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of rule files, and files that include others. */
class IncludesTest {
  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String rule(String name) {
    return "  - { name: " + name + ", match: { http: {} }, breaker: {} }\n";
  }

  private static String rules(String... names) {
    StringBuilder text = new StringBuilder("rules:\n");
    for (String name : names) {
      text.append(rule(name));
    }
    return text.toString();
  }

  private RuleFileResult read(String name) {
    return RuleFile.read(folder.resolve(name).toFile());
  }

  @Test
  void testsOfAllFilesAreOneList() throws IOException {
    String test = "tests: [{ name: of a, steps: [{ after: 1s }] }]\n";
    write("d/a.yaml", rules("a") + test);
    write("d/b.yaml", rules("b") + test.replace("of a", "of b"));
    write("d/b.test.yaml", "no: rules");
    RuleFileResult result = read("d");
    assertEquals(List.of(), result.problems());
    List<RuleTest> tests = result.ruleSet().tests();
    assertEquals("of a", tests.get(0).name());
    assertEquals(folder.resolve("d/b.yaml").toString(), tests.get(1).source());
  }

  private static List<String> names(RuleFileResult result) {
    assertEquals(List.of(), result.problems());
    return result.ruleSet().rules().stream().map(Rule::name).toList();
  }

  /** Without the folder. */
  private List<String> problems(RuleFileResult result) {
    assertNull(result.ruleSet());
    return result.problems().stream()
        .map(problem -> problem.toString().replace(folder + File.separator, ""))
        .toList();
  }

  private List<String> files(RuleFileResult result) {
    return result.ruleSet().files().stream()
        .map(file -> file.replace(folder + File.separator, ""))
        .toList();
  }

  @Test
  void aFolderIsItsRuleFilesInTheOrderOfTheirNames() throws IOException {
    write("d/20-b.yaml", rules("b"));
    write("d/10-a.yml", rules("a1", "a2") + "deadline: {}\n");
    write("d/README.md", "no rules");
    write("d/.hidden.yaml", "no rules");
    write("d/rules.yaml~", "no rules");
    write("d/sub/c.yaml", rules("c"));
    Files.createDirectory(folder.resolve("d/folder.yaml"));
    RuleFileResult result = read("d");
    assertEquals(List.of("a1", "a2", "b"), names(result));
    assertEquals(List.of("d/10-a.yml", "d/20-b.yaml"), files(result));
    Rule last = result.ruleSet().rules().get(2);
    assertEquals(folder.resolve("d/20-b.yaml") + ":2", last.source() + ":" + last.line());
  }

  @Test
  void aConfigMapIsReadOnce() throws IOException {
    write("..2026_1/rules.yaml", rules("one"));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_1"));
    Files.createSymbolicLink(folder.resolve("rules.yaml"), Path.of("..data/rules.yaml"));
    assertEquals(List.of("one"), names(RuleFile.read(folder.toFile())));
  }

  @Test
  void aFolderWithoutRulesIsAProblemAndRulesForNoneAreNot() throws IOException {
    Files.createDirectory(folder.resolve("d"));
    assertEquals(
        List.of(
            "d:1:1: a folder without rule files; allowed: a file *.yaml or *.yml; put one in;"
                + " rules: [] is for no rules"),
        problems(read("d")));
    write("d/a.yaml", "# nothing\n");
    write("d/b.yaml", rules("b"));
    Files.createSymbolicLink(folder.resolve("d/c.yaml"), Path.of("gone.yaml"));
    assertEquals(
        List.of(
            "d/a.yaml:1:1: an empty file; allowed: the key rules; write rules: [] for no rules",
            "d:1:1: no such file: d/c.yaml; allowed: a rule file; check the path"),
        problems(read("d")));
    Files.delete(folder.resolve("d/c.yaml"));
    write("d/a.yaml", "rules: []\n");
    assertEquals(List.of("b"), names(read("d")));
  }

  @Test
  void aFileComesBeforeWhatItIncludes() throws IOException {
    write("main.yaml", "include: [sub/*.yaml, other.yml]\n" + rules("main") + "trace: {}\n");
    write("sub/b.yaml", rules("b"));
    write("sub/a.yaml", "include: ../deep/x.yaml\n" + rules("a"));
    write("deep/x.yaml", "deadline: {}\n" + rules("x"));
    write("other.yml", rules("other"));
    RuleFileResult result = read("main.yaml");
    assertEquals(List.of("main", "a", "x", "b", "other"), names(result));
    assertEquals(
        List.of("main.yaml", "sub/a.yaml", "sub/../deep/x.yaml", "sub/b.yaml", "other.yml"),
        files(result));
    assertEquals(6, result.files().size(), "and the folder of the pattern");
  }

  @Test
  void aFileMayHoldIncludesAlone() throws IOException {
    write("main.yaml", "include: a.yaml\n");
    write("a.yaml", rules("a"));
    assertEquals(List.of("a"), names(read("main.yaml")));
    write("a.yaml", "deadline: {}\n");
    assertEquals(
        List.of(
            "main.yaml:1:1: no 'rules'; allowed: a list, each element beginning with -; add it"),
        problems(read("main.yaml")));
  }

  @Test
  void aFileThatIsIncludedTwiceIsReadOnce() throws IOException {
    write("d/a.yaml", "include: [b.yaml, '*.yaml']\n" + rules("a"));
    write("d/b.yaml", "include: '*.yaml'\n" + rules("b"));
    assertEquals(List.of("a", "b"), names(read("d")));
  }

  @Test
  void cyclesAreProblemsWhereTheyClose() throws IOException {
    write("a.yaml", "include: b.yaml\n" + rules("a"));
    write("b.yaml", "include: [c.yaml]\n" + rules("b"));
    write("c.yaml", rules("c") + "include:\n  - ./a.yaml\n");
    assertEquals(
        List.of(
            "c.yaml:4:5: include: './a.yaml' within itself: a.yaml -> b.yaml -> c.yaml -> a.yaml;"
                + " remove one of these"),
        problems(read("a.yaml")));
    write("a.yaml", "include: a.yaml\n" + rules("a"));
    assertEquals(
        List.of(
            "a.yaml:1:10: include: 'a.yaml' within itself: a.yaml -> a.yaml; remove one of these"),
        problems(read("a.yaml")));
  }

  @Test
  void everyWrongIncludeIsSaid() throws IOException {
    write("a.yaml", "include: [gone.yaml, sub, 'x*.yaml', 's*/a.yaml', b.yaml]\nrules: []\n");
    write("b.yaml", "rules: [x\n");
    Files.createDirectory(folder.resolve("sub"));
    assertEquals(
        List.of(
            "a.yaml:1:11: no such file: gone.yaml; allowed: a rule file; check the path",
            "a.yaml:1:22: a directory; allowed: a rule file; name a file in it, or *.yaml",
            "a.yaml:1:27: include: 'x*.yaml' finds no file; allowed: *.yaml and *.yml files; check"
                + " the path x*.yaml",
            "a.yaml:1:38: include: 's*/a.yaml'; allowed: a pattern only behind the last /; name the"
                + " folder",
            "b.yaml:2:1: found the end of the file; allowed: ',' or ']' for the [ in line 1; check"
                + " indentation, brackets and quotes from there to here"),
        problems(read("a.yaml")));
  }

  @Test
  void whatComesTwiceNamesBothPlaces() throws IOException {
    write("d/a.yaml", rules("one", "two") + "trace: {}\n");
    write("d/b.yaml", rules("two") + "trace: {}\n");
    assertEquals(
        List.of(
            "d/b.yaml:2:13: the name 'two' again; the rule in d/a.yaml:3 has it",
            "d/b.yaml:3:1: 'trace' in a second file; remove it here or in d/a.yaml:4"),
        problems(read("d")));
  }

  @Test
  void unknownKeysAreFoundInEveryFile() throws IOException {
    write("d/a.yaml", "rules: x\nmore: 1\n");
    write("d/b.yaml", "rules:\n  - nam: y\n");
    List<String> problems = problems(read("d"));
    assertEquals(6, problems.size(), problems.toString());
    assertEquals(
        "d/a.yaml:1:8: rules: 'x'; allowed: a list, each element beginning with -; begin each with -",
        problems.get(0));
    assertEquals(
        "d/a.yaml:2:1: unknown key 'more'; allowed: rules, trace, faults, deadline, metrics, log, tests,"
            + " include or overlays; remove it, or indent it to where it belongs",
        problems.get(1));
  }

  @Test
  void depthAndNumberAreBounded() throws IOException {
    for (int i = 0; i < 12; i++) {
      write("f" + i + ".yaml", "include: f" + (i + 1) + ".yaml\nrules: []\n");
    }
    assertEquals(
        List.of("f9.yaml:1:10: an include within 10 others; include it further up"),
        problems(read("f0.yaml")));
    for (int i = 0; i < 201; i++) {
      write("many/f" + i + ".yaml", "rules: []\n");
    }
    assertEquals(
        List.of("many:1:1: one more file; allowed: at most 200; write fewer files"),
        problems(read("many")));
    String long1 = "rules: []\n" + "#".repeat((1 << 20) - 20);
    for (int i = 0; i < 6; i++) {
      write("long/f" + i + ".yaml", long1);
    }
    assertEquals(
        List.of(
            "long:1:1: one more file; allowed: at most 4194304 bytes in all; write fewer rules"),
        problems(read("long")));
  }

  @Test
  void aTextOfNoFileIncludesNothing() {
    assertEquals(
        "[f:1:1: include in a text of no file; remove it]",
        RuleFile.parse("f", "include: a.yaml\nrules: []\n").problems().toString());
  }

  @Test
  void everythingThatWasLookedAtIsWatched() throws IOException {
    write("main.yaml", "include: [sub/*.yaml, other.yml]\nrules: []\n");
    write("sub/a.yaml", rules("a"));
    RuleFileResult broken = read("main.yaml");
    assertEquals(true, broken.isCurrent());
    write("other.yml", rules("other"));
    assertEquals(false, broken.isCurrent(), "a file that was missing");
    RuleFileResult result = read("main.yaml");
    assertEquals(List.of("a", "other"), names(result));
    assertEquals(true, result.isCurrent());
    write("sub/b.yaml", rules("b"));
    assertEquals(false, result.isCurrent(), "one more in the folder");
  }
}
