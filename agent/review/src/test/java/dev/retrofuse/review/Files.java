package dev.retrofuse.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import java.util.List;

/** Rule files of tests. */
public final class Files {
  private Files() {}

  public static RuleFileResult read(String text) {
    RuleFileResult result = RuleFile.parse("rules.yaml", text);
    assertEquals(List.of(), result.problems(), text);
    return result;
  }

  public static RuleSet rules(String text) {
    return read(text).ruleSet();
  }
}
