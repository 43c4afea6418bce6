package dev.retrofuse.operations;

import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.engine.breaker.CircuitState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which breakers an operator means: {@code rule}, {@code rule/key}, or the beginning of only one.
 */
final class BreakerNames {
  private static final int MOST_LISTED = 8;

  private final List<GuardStatus> breakers = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();

  BreakerNames(List<GuardStatus> guards) {
    for (GuardStatus guard : guards) {
      if (guard.state() != CircuitState.NONE) {
        breakers.add(guard);
        names.add(guard.rule());
        names.add(name(guard));
      }
    }
  }

  static String name(GuardStatus guard) {
    return guard.rule() + '/' + guard.key();
  }

  /**
   * The breakers of that name; those of the keys that one tells apart belong to it.
   *
   * @param every whether a rule means all of its keys
   * @throws IllegalArgumentException in words for the operator, when that is none or too many
   */
  List<GuardStatus> find(String word, boolean every) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no breaker yet: no call that a rule with one is for has been made");
    }
    String name = names.contains(word) ? word : Words.only(names, word, "breaker", this::isWithin);
    List<GuardStatus> found = new ArrayList<>();
    for (GuardStatus guard : breakers) {
      if (name(guard).equals(name) || (guard.rule().equals(name) && !isToldApart(guard))) {
        found.add(guard);
      }
    }
    if (found.size() > 1 && !every) {
      throw new IllegalArgumentException(tooMany(name, found));
    }
    return found;
  }

  /** Whether one name is that of a rule and the other that of one of its keys. */
  private boolean isWithin(String key, String rule) {
    return key.startsWith(rule + '/');
  }

  private boolean isToldApart(GuardStatus guard) {
    for (GuardStatus other : breakers) {
      if (other.rule().equals(guard.rule()) && guard.key().startsWith(other.key() + ' ')) {
        return true;
      }
    }
    return false;
  }

  private static String tooMany(String rule, Collection<GuardStatus> found) {
    Set<String> keys = new LinkedHashSet<>();
    for (GuardStatus guard : found) {
      keys.add(name(guard));
    }
    return "rule '"
        + rule
        + "' has "
        + keys.size()
        + " breakers: name one ("
        + Words.list(keys, MOST_LISTED)
        + "), or say --all";
  }
}
