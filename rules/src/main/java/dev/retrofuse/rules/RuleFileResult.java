package dev.retrofuse.rules;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What became of reading a rule file: rules, or problems; never both, never neither. */
public final class RuleFileResult {
  private final RuleSet ruleSet;
  private final List<Problem> problems;
  private final List<FileContent> contents;
  private final List<String> environments;
  private final boolean usesVariables;

  RuleFileResult(
      RuleSet ruleSet,
      List<Problem> problems,
      List<FileContent> contents,
      List<String> environments,
      boolean usesVariables) {
    this.ruleSet = problems.isEmpty() ? ruleSet : null;
    this.problems = Collections.unmodifiableList(new ArrayList<>(problems));
    this.contents = contents;
    this.environments = Collections.unmodifiableList(environments);
    this.usesVariables = usesVariables;
  }

  /** Null when there are problems. */
  public RuleSet ruleSet() {
    return ruleSet;
  }

  /** All of them, sorted by file and place; unmodifiable. */
  public List<Problem> problems() {
    return problems;
  }

  /** The files and folders that were looked at, the first one first. */
  public List<File> files() {
    List<File> files = new ArrayList<>();
    for (FileContent content : contents) {
      files.add(content.file);
    }
    return files;
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

  /** The environments that have overlays; unmodifiable. */
  public List<String> environments() {
    return environments;
  }

  /** Whether values come from environment variables, so that another process may read others. */
  public boolean usesVariables() {
    return usesVariables;
  }
}
