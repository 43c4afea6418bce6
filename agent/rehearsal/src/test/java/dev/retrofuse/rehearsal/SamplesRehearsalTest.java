package dev.retrofuse.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleSet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tests of the sample rule files. */
class SamplesRehearsalTest {
  private static final File SAMPLES = new File("../../rules/samples");

  private static Stream<File> files() {
    File[] files = SAMPLES.listFiles((in, name) -> !name.endsWith(".test.yaml"));
    return Arrays.stream(files).sorted();
  }

  private static List<TestOutcome> play(File file) {
    RehearsedFile read = RehearsedFile.read(file, null);
    assertEquals(List.of(), read.problems());
    return read.play();
  }

  @TestFactory
  Stream<DynamicTest> passes() {
    return files()
        .flatMap(file -> play(file).stream())
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> assertPassed(each)));
  }

  @Test
  void theExampleInTheDocumentsPasses() throws IOException {
    String text = Files.readString(Path.of("../../docs/rules.md"));
    List<String> blocks =
        Pattern.compile("^```yaml\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(text)
            .results()
            .map(result -> result.group(1))
            .filter(block -> block.contains("tests:"))
            .toList();
    assertEquals(1, blocks.size());
    RuleSet rules = RuleFile.parse("rules.md", blocks.get(0)).ruleSet();
    Rehearsal.play(rules, rules).forEach(SamplesRehearsalTest::assertPassed);
  }

  private static void assertPassed(TestOutcome outcome) {
    assertTrue(outcome.passed(), () -> outcome.mismatches() + "\n" + outcome.history());
  }

  @Test
  void threeFilesHaveSome() {
    assertTrue(files().filter(file -> !play(file).isEmpty()).count() >= 3);
  }
}
