package dev.retrofuse.cli.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one breaker did of late, in steps of two seconds; the last ten minutes of it. */
final class History {
  static final int STEPS = 300;
  static final int STEP_MILLIS = 2_000;
  private static final String[] COUNTS = {"calls", "failures", "slow", "refused"};

  private final List<String> states = new ArrayList<>();
  private final Map<String, List<Long>> perStep = new LinkedHashMap<>();
  private final Map<String, Long> before = new LinkedHashMap<>();

  /**
   * @param isNew whether the breaker has come just now, so that all its calls are of the first step
   */
  History(boolean isNew) {
    for (String count : COUNTS) {
      perStep.put(count, new ArrayList<>());
      if (isNew) {
        before.put(count, 0L);
      }
    }
  }

  /** Adds a step: what the counts of a breaker's status have grown by since the step before. */
  void add(Map<String, Object> breaker) {
    keep(states, String.valueOf(breaker.get("state")));
    for (String count : COUNTS) {
      Object value = breaker.get(count);
      long now = value instanceof Number ? ((Number) value).longValue() : 0;
      Long last = before.put(count, now);
      // Failures and slow calls are those in the window, which also lose some.
      keep(perStep.get(count), last == null ? 0 : Math.max(0, now - last));
    }
  }

  private static <T> void keep(List<T> list, T value) {
    if (list.size() == STEPS) {
      list.remove(0);
    }
    list.add(value);
  }

  /** {@code states} and a list of numbers per count, the oldest first. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("states", new ArrayList<>(states));
    for (Map.Entry<String, List<Long>> count : perStep.entrySet()) {
      json.put(count.getKey(), new ArrayList<>(count.getValue()));
    }
    return json;
  }
}
