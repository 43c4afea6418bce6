package dev.retrofuse.cli;

import dev.retrofuse.rules.Problem;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import java.io.File;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads rules for one environment, or for none and each that has an overlay. */
final class RulesCheck {
  private final File file;
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Map<String, Integer> rules = new LinkedHashMap<>();

  /**
   * @param environment null for all
   */
  RulesCheck(File file, String environment) {
    this.file = file;
    RuleFileResult result = read(environment);
    if (environment == null) {
      for (String each : result.environments()) {
        read(each);
      }
    }
  }

  private RuleFileResult read(String environment) {
    RuleFileResult result = RuleFile.read(file, environment);
    problems.addAll(result.problems());
    if (result.ruleSet() != null) {
      String overlay = result.ruleSet().isOverlaid() ? " for " + environment : "";
      rules.put(file + overlay, result.ruleSet().rules().size());
    }
    return result;
  }

  /** Says what was found, and returns the exit code. */
  int print(Console console) {
    if (!problems.isEmpty()) {
      print(file, problems, console);
      return Console.WRONG_USAGE;
    }
    for (Map.Entry<String, Integer> each : rules.entrySet()) {
      console.say(each.getKey() + ": " + Counted.of(each.getValue(), "rule") + ", valid");
    }
    return Console.DONE;
  }

  /**
   * The rules of one environment; null after their problems were said.
   *
   * @param chosen null for that of this process, or none
   */
  static RuleSet read(File file, String chosen, Console console) {
    String environment = chosen == null ? System.getenv("RETROFUSE_ENVIRONMENT") : chosen;
    RuleFileResult result = RuleFile.read(file, environment);
    if (result.ruleSet() == null) {
      print(file, result.problems(), console);
    }
    return result.ruleSet();
  }

  static void print(File file, Collection<Problem> problems, Console console) {
    for (Problem problem : problems) {
      ProblemText.print(problem, console);
    }
    console.failed(file + " is not valid: " + Counted.of(problems.size(), "problem"));
  }
}
