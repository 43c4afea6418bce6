package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One condition of a match: a text must match one of these patterns. */
final class Patterns {
  private final List<String> patterns;
  private final boolean ignoreCase;

  private Patterns(List<String> patterns, boolean ignoreCase) {
    this.patterns = Collections.unmodifiableList(new ArrayList<>(patterns));
    this.ignoreCase = ignoreCase;
  }

  static Patterns of(List<String> patterns) {
    return new Patterns(patterns, false);
  }

  static Patterns ignoringCase(List<String> patterns) {
    return new Patterns(patterns, true);
  }

  /** Whether there is no condition, or the text is known and fulfils it. */
  static boolean matches(Patterns condition, String text) {
    return condition == null || (text != null && condition.anyMatches(text));
  }

  /** Those that have no wildcard. */
  List<String> literals() {
    List<String> literals = new ArrayList<>();
    for (String pattern : patterns) {
      if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
        literals.add(pattern);
      }
    }
    return literals;
  }

  private boolean anyMatches(String text) {
    for (int i = 0; i < patterns.size(); i++) {
      if (Glob.matches(patterns.get(i), text, ignoreCase)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Patterns
        && patterns.equals(((Patterns) other).patterns)
        && ignoreCase == ((Patterns) other).ignoreCase;
  }

  @Override
  public int hashCode() {
    return patterns.hashCode();
  }

  @Override
  public String toString() {
    return patterns.size() == 1 ? patterns.get(0) : patterns.toString();
  }
}
