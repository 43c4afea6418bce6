package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SamplesTest {
  static File[] files() {
    File[] files = new File("samples").listFiles((in, name) -> !name.endsWith(".test.yaml"));
    assertTrue(files.length >= 5);
    return files;
  }

  @TestFactory
  List<DynamicTest> everySampleIsARuleFile() {
    return java.util.Arrays.stream(files())
        .map(file -> DynamicTest.dynamicTest(file.getName(), () -> check(file)))
        .toList();
  }

  private static void check(File file) {
    RuleFileResult result = RuleFile.read(file);
    assertEquals(List.of(), result.problems());
    assertFalse(result.ruleSet().rules().isEmpty());
    assertEquals(file.getPath(), result.ruleSet().files().get(0));
  }
}
