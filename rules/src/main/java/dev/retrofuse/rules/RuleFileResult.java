package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What became of reading a rule file: rules, or problems; never both, never neither. */
public final class RuleFileResult {
  private final RuleSet ruleSet;
  private final List<Problem> problems;
  private final List<FileContent> contents;

  RuleFileResult(RuleSet ruleSet, List<Problem> problems, List<FileContent> contents) {
    this.ruleSet = problems.isEmpty() ? ruleSet : null;
    this.problems = Collections.unmodifiableList(new ArrayList<>(problems));
    this.contents = contents;
  }

  /** Null when there are problems. */
  public RuleSet ruleSet() {
    return ruleSet;
  }

  /** All of them, sorted by place; unmodifiable. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether all that was looked at is still as it was; else reading again may bring another. */
  public boolean isCurrent() {
    for (FileContent content : contents) {
      if (!content.isCurrent()) {
        return false;
      }
    }
    return true;
  }
}
