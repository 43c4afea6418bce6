package dev.retrofuse.cli;

import dev.retrofuse.rules.Problem;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import java.io.File;

/** Reads a rule file and says all that is wrong with it. */
final class RulesCheck {
  private RulesCheck() {}

  /** The result without problems, or null after they were printed. */
  static RuleFileResult check(File file, Console console) {
    RuleFileResult result = RuleFile.read(file);
    for (Problem problem : result.problems()) {
      ProblemText.print(problem, console);
    }
    if (result.ruleSet() == null) {
      console.failed(file + " is not valid: " + Counted.of(result.problems().size(), "problem"));
      return null;
    }
    return result;
  }
}
