package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.Problem;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A rule file with its tests: those in it, and those of {@code NAME.test.yaml} beside it; for a
 * folder of them those in all of its files.
 */
public final class RehearsedFile {
  private static final String TESTS = ".test.yaml";

  private final RuleSet rules;
  private final List<RuleSet> tests = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private RehearsedFile(RuleSet rules) {
    this.rules = rules;
  }

  /**
   * Reads rules and tests; whatever is wrong with them is a problem.
   *
   * @param environment whose overlay is to be applied to the rules; null for none
   */
  public static RehearsedFile read(File file, String environment) {
    RuleFileResult result = RuleFile.read(file, environment);
    RehearsedFile read = new RehearsedFile(result.ruleSet());
    read.add(result);
    File[] further = file.isDirectory() ? inFolder(file) : new File[] {beside(file)};
    for (File tests : further) {
      if (tests.exists()) {
        read.add(RuleFile.readTests(tests));
      }
    }
    return read;
  }

  private static File[] inFolder(File folder) {
    File[] tests = folder.listFiles((in, name) -> name.endsWith(TESTS));
    File[] found = tests == null ? new File[0] : tests;
    Arrays.sort(found);
    return found;
  }

  /** Where tests may stand that are not in the file itself: {@code a.test.yaml}, for a.yaml. */
  public static File beside(File file) {
    String name = file.getName();
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    return new File(file.getParentFile(), stem + TESTS);
  }

  private void add(RuleFileResult result) {
    problems.addAll(result.problems());
    if (result.ruleSet() != null) {
      tests.add(result.ruleSet());
    }
  }

  /** Unmodifiable. */
  public List<Problem> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** Plays all tests of a file without problems; empty where there are none. */
  public List<TestOutcome> play() {
    List<TestOutcome> outcomes = new ArrayList<>();
    for (RuleSet each : tests) {
      outcomes.addAll(Rehearsal.play(rules, each));
    }
    return outcomes;
  }
}
