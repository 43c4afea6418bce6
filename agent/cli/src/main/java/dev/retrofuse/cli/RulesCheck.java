package dev.retrofuse.cli;

import dev.retrofuse.rules.Problem;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads rules for one environment, or for none and each that has an overlay. */
final class RulesCheck {
  /** Stands for no environment among the names of some. */
  static final String WITHOUT = "";

  private final File file;
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Map<String, Integer> rules = new LinkedHashMap<>();
  private final Map<String, RuleSet> sets = new LinkedHashMap<>();

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
      sets.put(environment == null ? WITHOUT : environment, result.ruleSet());
    }
    return result;
  }

  /** The rules by environment, {@link #WITHOUT} first; null after their problems were said. */
  Map<String, RuleSet> rules(Console console) {
    if (problems.isEmpty()) {
      return sets;
    }
    print(file, problems, console);
    return null;
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
    String environment = chosen(chosen);
    RuleFileResult result = RuleFile.read(file, environment);
    if (result.ruleSet() == null) {
      print(file, result.problems(), console);
    }
    return result.ruleSet();
  }

  /** What was asked for, or else the environment of this process; null for neither. */
  static String chosen(String asked) {
    String chosen = asked == null ? System.getenv("RETROFUSE_ENVIRONMENT") : asked;
    return chosen == null || chosen.isEmpty() ? null : chosen;
  }

  /** The same for programs: one object. */
  int printJson(Console console) throws IOException {
    List<Object> valid = new ArrayList<>();
    for (Map.Entry<String, Integer> each : rules.entrySet()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("of", each.getKey());
      one.put("rules", each.getValue());
      valid.add(one);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("file", file.getPath());
    answer.put("valid", problems.isEmpty());
    answer.put("read", valid);
    answer.put("problems", objects(problems));
    console.out().println(Json.text(answer));
    return problems.isEmpty() ? Console.DONE : Console.WRONG_USAGE;
  }

  private static List<Object> objects(Collection<Problem> problems) {
    List<Object> objects = new ArrayList<>();
    for (Problem problem : problems) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("file", problem.source());
      one.put("line", problem.line());
      one.put("column", problem.column());
      one.put("message", problem.message());
      objects.add(one);
    }
    return objects;
  }

  static void print(File file, Collection<Problem> problems, Console console) {
    for (Problem problem : problems) {
      ProblemText.print(problem, console);
    }
    console.failed(file + " is not valid: " + Counted.of(problems.size(), "problem"));
  }
}
