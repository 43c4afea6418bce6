package dev.retrofuse.engine.outcome;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Exception classes by name: their libraries may not be there. Subclasses are meant too. */
final class ExceptionNames {
  private final Set<String> failures;
  private final Set<String> ignored;
  private final boolean empty;

  ExceptionNames(Collection<String> failures, Collection<String> ignored) {
    this.failures = new HashSet<>(failures);
    this.ignored = new HashSet<>(ignored);
    empty = failures.isEmpty() && ignored.isEmpty();
  }

  static Collection<String> names(String... names) {
    return Arrays.asList(names);
  }

  /** What the nearest named class, going up from the thrown one, says; null when none is named. */
  Outcome find(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null && !empty; type = type.getSuperclass()) {
      if (ignored.contains(type.getName())) {
        return Outcome.LOCAL;
      }
      if (failures.contains(type.getName())) {
        return Outcome.FAILURE;
      }
    }
    return null;
  }
}
