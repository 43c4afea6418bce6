package dev.retrofuse.operations;

import dev.retrofuse.engine.UtcTime;
import dev.retrofuse.rules.Problem;
import dev.retrofuse.rules.RuleChanges;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rule file, or folder of them, and what is in force of it. One with a problem is reported
 * whole, once per content, and the last good rules stay. Read by one thread at a time; asked by
 * any.
 */
public final class RuleSource {
  /** Takes rules into force. */
  public interface Sink {
    void apply(RuleSet rules);
  }

  private static final int MOST_PROBLEMS_LOGGED = 50;

  private final File file;
  private final String environment;
  private final Sink sink;
  private final AgentLog log;
  private RuleFileResult seen;
  private RuleFileResult settling;
  private volatile RuleSet inForce = RuleSet.empty();
  private volatile List<String> problems = Collections.emptyList();
  private volatile List<String> changes = Collections.emptyList();
  private volatile long loadedAtMillis;

  /**
   * @param file a file or a folder; null when none is configured: then no rules ever
   * @param environment whose overlay is to be applied; null for none
   */
  public RuleSource(File file, String environment, Sink sink, AgentLog log) {
    this.file = file == null ? null : file.getAbsoluteFile();
    this.environment = environment;
    this.sink = sink;
    this.log = log;
  }

  /**
   * Reads the file now, for the first time.
   *
   * @return whether its rules are in force; if not, the log says why
   */
  public boolean load() {
    if (file == null) {
      log.line("no rule file is configured (rules=FILE): nothing is guarded");
      return false;
    }
    seen = RuleFile.read(file, environment);
    return take(seen);
  }

  /**
   * Looks whether what was read has changed, reads it anew when it has, and takes it when it is
   * still the same at the next look: a file in the middle of being written is left alone.
   *
   * @return whether to look again soon
   */
  boolean poll() {
    if (file == null) {
      return false;
    }
    if (settling != null && settling.isCurrent()) {
      seen = settling;
      settling = null;
      take(seen);
      return false;
    }
    settling = seen != null && seen.isCurrent() ? null : RuleFile.read(file, environment);
    return settling != null;
  }

  private boolean take(RuleFileResult result) {
    problems = texts(result.problems());
    if (result.ruleSet() == null) {
      refuse(problems);
      return false;
    }
    try {
      apply(result.ruleSet());
      return true;
    } catch (RuntimeException | LinkageError | StackOverflowError fault) {
      String problem = LogLine.clean(file + " could not be taken over: " + fault);
      problems = Collections.singletonList(problem);
      log.line(problem + "; " + whatStays());
      return false;
    }
  }

  private static List<String> texts(List<Problem> problems) {
    List<String> texts = new ArrayList<>(problems.size());
    for (Problem problem : problems) {
      texts.add(problem.toString());
    }
    return clean(texts);
  }

  private void apply(RuleSet rules) {
    sink.apply(rules);
    boolean first = loadedAtMillis == 0;
    changes = first ? changes : clean(RuleChanges.between(inForce, rules));
    inForce = rules;
    loadedAtMillis = UtcTime.nowMillis();
    log.line(inForceText(rules) + (first ? "" : changesText()));
  }

  private String inForceText(RuleSet rules) {
    int count = rules.rules().size();
    String text = count + (count == 1 ? " rule of " : " rules of ") + file + " in force";
    return environment == null ? text : text + " for " + environmentText(rules);
  }

  private static String environmentText(RuleSet rules) {
    return rules.environment() + (rules.isOverlaid() ? "" : ", which has no overlay");
  }

  private String changesText() {
    return changes.isEmpty() ? ": nothing is different" : ": " + String.join("; ", changes);
  }

  private static List<String> clean(List<String> texts) {
    List<String> clean = new ArrayList<>(texts.size());
    for (String text : texts) {
      clean.add(LogLine.clean(text));
    }
    return Collections.unmodifiableList(clean);
  }

  private void refuse(List<String> found) {
    int shown = Math.min(found.size(), MOST_PROBLEMS_LOGGED);
    for (String problem : found.subList(0, shown)) {
      log.line(problem);
    }
    String more = shown < found.size() ? " (" + shown + " shown)" : "";
    log.line(file + " is not taken over, problems: " + found.size() + more + "; " + whatStays());
  }

  private String whatStays() {
    return loadedAtMillis == 0
        ? "nothing is guarded until it is right"
        : "the rules of " + UtcTime.exact(loadedAtMillis) + " stay in force";
  }

  /** Absolute; null when none is configured. */
  public File file() {
    return file;
  }

  /** The last good rules; empty before there were any. */
  public RuleSet inForce() {
    return inForce;
  }

  /**
   * What kept the file's present content from being taken over, one line each, without secrets;
   * empty when nothing did.
   */
  public List<String> problems() {
    return problems;
  }

  /**
   * What the last reload changed, one line each, without secrets; empty when there was none, or
   * nothing that matters was different.
   */
  public List<String> changes() {
    return changes;
  }

  /** When {@link #inForce} came into force, in milliseconds since 1970; 0 before there were any. */
  public long loadedAtMillis() {
    return loadedAtMillis;
  }
}
