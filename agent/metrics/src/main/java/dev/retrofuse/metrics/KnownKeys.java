package dev.retrofuse.metrics;

import dev.retrofuse.engine.GuardStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which keys of a rule are told apart: the first ones, for good, so that no count goes from one
 * name to another. Not thread-safe.
 */
final class KnownKeys {
  static final String OTHER = "(other)";

  private final int most;
  private final Map<String, Set<String>> byRule = new HashMap<>();

  KnownKeys(int most) {
    this.most = most;
  }

  /** The key's name, or that of all others. */
  String nameOf(GuardStatus guard) {
    // The parts of a key come and go, and must not take the place of one that is counted for good.
    String rule = guard.isPart() + guard.rule();
    Set<String> known = byRule.get(rule);
    if (known == null) {
      known = new HashSet<>();
      byRule.put(rule, known);
    }
    boolean told = known.contains(guard.key()) || (known.size() < most && known.add(guard.key()));
    return told ? guard.key() : OTHER;
  }
}
