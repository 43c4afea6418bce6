package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.Problem;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A rule file with its tests: those in it, and those of {@code NAME.test.yaml} beside it. */
public final class RehearsedFile {
  private final RuleSet rules;
  private final List<RuleSet> tests = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private RehearsedFile(RuleSet rules) {
    this.rules = rules;
  }

  /** Reads rules and tests; whatever is wrong with them is a problem. */
  public static RehearsedFile read(File file) {
    RuleFileResult result = RuleFile.read(file);
    RehearsedFile read = new RehearsedFile(result.ruleSet());
    read.add(result);
    File beside = beside(file);
    if (beside.exists()) {
      read.add(RuleFile.readTests(beside));
    }
    return read;
  }

  /** Where tests may stand that are not in the file itself: {@code a.test.yaml}, for a.yaml. */
  public static File beside(File file) {
    String name = file.getName();
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    return new File(file.getParentFile(), stem + ".test.yaml");
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
