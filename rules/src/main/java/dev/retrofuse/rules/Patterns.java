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

  /**
   * Whether each text that fulfils {@code narrow} fulfils {@code wide}. True only when that is
   * certain.
   *
   * @param universe a pattern that all texts match; null where there are calls without a text
   */
  static boolean covers(Patterns wide, Patterns narrow, String universe) {
    if (wide == null || (narrow == null && universe == null)) {
      return wide == null;
    }
    String all = universe == null ? "**" : universe;
    List<String> texts = narrow == null ? Collections.singletonList(all) : narrow.patterns;
    return GlobSets.covers(wide.patterns, texts, all, wide.ignoreCase);
  }

  /** Whether a text may fulfil both; false only when none does. */
  static boolean meet(Patterns one, Patterns other) {
    List<String> all = Collections.singletonList("**");
    List<String> texts = one == null ? all : one.patterns;
    List<String> others = other == null ? all : other.patterns;
    return GlobSets.meet(texts, others, one != null && one.ignoreCase);
  }

  /** Those of texts that end with what this matches, behind anything and a dot. */
  Patterns qualified() {
    List<String> behind = new ArrayList<>();
    for (String pattern : patterns) {
      behind.add("**." + pattern);
    }
    return new Patterns(behind, ignoreCase);
  }

  /** As written; unmodifiable. */
  List<String> texts() {
    return patterns;
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
