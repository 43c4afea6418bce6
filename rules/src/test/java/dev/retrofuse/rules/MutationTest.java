package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever happens to a rule file, it is accepted or refused with a place, and soon. */
class MutationTest {
  private static final int FILES = 100_000;
  private static final long SEED = 20120613;

  @Test
  void everyMutatedFileIsAcceptedOrRefusedWithAPlace() throws IOException {
    List<String> samples = samples();
    int accepted = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] content = new Mutator(SEED + i).mutate(samples.get(i % samples.size()));
      long start = System.nanoTime();
      RuleFileResult result = read(content, SEED + i);
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis < 1000, millis + " ms, seed " + (SEED + i));
      check(result, content, "seed " + (SEED + i));
      accepted += result.ruleSet() == null ? 0 : 1;
    }
    assertTrue(accepted > FILES / 20 && accepted < FILES / 2, accepted + " were accepted");
  }

  private static RuleFileResult read(byte[] content, long seed) {
    try {
      return RuleFile.parse("f", content);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static void check(RuleFileResult result, byte[] content, String message) {
    assertEquals(result.ruleSet() == null, !result.problems().isEmpty(), message);
    Problem last = null;
    for (Problem problem : result.problems()) {
      check(problem, new String(content, StandardCharsets.UTF_8), message + ": " + problem);
      assertTrue(last == null || last.compareTo(problem) <= 0, message);
      last = problem;
    }
  }

  private static void check(Problem problem, String text, String message) {
    List<String> lines = List.of(text.split("\r\n|\n|\r(?!\\z)", -1));
    assertTrue(problem.line() >= 1 && problem.line() <= lines.size(), message);
    int length = lines.get(problem.line() - 1).length();
    assertTrue(problem.column() >= 1 && problem.column() <= length + 1, message);
    assertTrue(problem.message().length() > 10 && problem.message().length() < 500, message);
    for (int i = 0; i < problem.message().length(); i++) {
      assertTrue(!Character.isISOControl(problem.message().charAt(i)), message);
    }
    assertTrue(!problem.message().contains("java.lang."), message);
  }

  private static List<String> samples() throws IOException {
    List<String> samples = new ArrayList<>();
    for (File file : SamplesTest.files()) {
      samples.add(Files.readString(file.toPath()));
    }
    return samples;
  }
}
