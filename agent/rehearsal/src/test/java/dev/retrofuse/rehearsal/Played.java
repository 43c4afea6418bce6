package dev.retrofuse.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import java.util.List;

/** Tests of one rule file, as texts. */
final class Played {
  private final String rules;

  /**
   * @param rules a whole file without tests
   */
  Played(String rules) {
    this.rules = rules;
  }

  /** What becomes of a test with these steps. */
  TestOutcome play(String... steps) {
    return playTest("", steps);
  }

  /**
   * @param keys further ones of the test
   */
  TestOutcome playTest(String keys, String... steps) {
    String test =
        "tests:\n  - name: a\n" + keys + "    steps:\n      - " + String.join("\n      - ", steps);
    RuleFileResult result = RuleFile.parse("f", rules + test);
    assertEquals(List.of(), result.problems());
    return Rehearsal.play(result.ruleSet(), result.ruleSet()).get(0);
  }

  void passes(String... steps) {
    TestOutcome outcome = play(steps);
    assertTrue(outcome.passed(), () -> outcome.mismatches() + "\n" + outcome.history());
  }
}
