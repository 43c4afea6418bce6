package dev.retrofuse.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which calls a rule guards: those of one kind that fulfil every condition. */
public abstract class Match {
  Match() {}

  public abstract Kind kind();

  /**
   * Whether every call that the other one matches is matched by this one, too. True only when that
   * is certain.
   */
  public abstract boolean covers(Match other);

  /** Whether a call may be matched by both; false only when none is. */
  public abstract boolean meets(Match other);

  /** The conditions that there are, by key, as written; unmodifiable. */
  public abstract Map<String, List<String>> conditions();

  static Map<String, List<String>> conditions(Object... namesAndConditions) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    for (int i = 0; i < namesAndConditions.length; i += 2) {
      Object condition = namesAndConditions[i + 1];
      if (condition != null) {
        conditions.put(
            (String) namesAndConditions[i],
            condition instanceof Patterns
                ? ((Patterns) condition).texts()
                : ((IntRanges) condition).texts());
      }
    }
    return Collections.unmodifiableMap(conditions);
  }

  static int hash(Object first, Object second) {
    return (first == null ? 0 : first.hashCode()) * 31 + (second == null ? 0 : second.hashCode());
  }

  static boolean same(Object one, Object other) {
    return one == null ? other == null : one.equals(other);
  }

  /** {@code {url: jdbc:h2:**, table: orders}}. */
  static String text(Object... namesAndConditions) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < namesAndConditions.length; i += 2) {
      if (namesAndConditions[i + 1] != null) {
        text.append(text.length() == 1 ? "" : ", ").append(namesAndConditions[i]);
        text.append(": ").append(namesAndConditions[i + 1]);
      }
    }
    return text.append('}').toString();
  }
}
