package dev.retrofuse.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code top} shows: the last status and events, what came before, and who is selected. */
final class TopModel {
  private final Map<String, TopHistory> histories = new HashMap<>();
  private Map<String, Object> status = Collections.emptyMap();
  private List<Map<String, Object>> breakers = Collections.emptyList();
  private List<Map<String, Object>> events = Collections.emptyList();
  private long atMillis;
  private long lastSeq;
  private double eventsPerSecond;
  private String selected;

  /**
   * Takes over a status and the events of the same time.
   *
   * @return whether it is another one than before
   */
  boolean update(String statusJson, String eventsJson) throws IOException {
    Map<String, Object> next = Json.object(statusJson);
    long at = Instant.parse(String.valueOf(next.get("at"))).toEpochMilli();
    if (at == atMillis) {
      return false;
    }
    double elapsed = atMillis == 0 ? 0 : (at - atMillis) / 1_000.0;
    atMillis = at;
    status = next;
    breakers = StatusText.breakers(status);
    Map<String, TopHistory> known = new HashMap<>(histories);
    histories.clear();
    for (Map<String, Object> breaker : breakers) {
      TopHistory history = known.getOrDefault(name(breaker), new TopHistory());
      history.add(breaker, elapsed);
      histories.put(name(breaker), history);
    }
    updateEvents(eventsJson, elapsed);
    return true;
  }

  @SuppressWarnings("unchecked") // what Jackson makes of an array of objects
  private void updateEvents(String json, double elapsed) throws IOException {
    if (json == null) {
      return;
    }
    events = (List<Map<String, Object>>) Json.object(json).get("events");
    long seq = events.isEmpty() ? 0 : Json.number(events.get(events.size() - 1), "seq");
    eventsPerSecond = elapsed > 0 ? (seq - lastSeq) / elapsed : 0;
    lastSeq = seq;
  }

  static String name(Map<String, Object> breaker) {
    return breaker.get("rule") + "/" + breaker.get("key");
  }

  Map<String, Object> status() {
    return status;
  }

  /** Trouble first. */
  List<Map<String, Object>> breakers() {
    return breakers;
  }

  List<Map<String, Object>> events() {
    return events;
  }

  double eventsPerSecond() {
    return eventsPerSecond;
  }

  /** Of all breakers; those of keys told apart are counted in the whole as well. */
  double callsPerSecond() {
    double sum = 0;
    for (Map<String, Object> breaker : breakers) {
      sum += isToldApart(breaker) ? 0 : history(breaker).callsPerSecond();
    }
    return sum;
  }

  TopHistory history(Map<String, Object> breaker) {
    return histories.get(name(breaker));
  }

  /** Whether it is that of a key within another breaker; its failures are those of its window. */
  boolean isToldApart(Map<String, Object> breaker) {
    for (Map<String, Object> other : breakers) {
      if (name(breaker).startsWith(name(other) + " ")) {
        return true;
      }
    }
    return false;
  }

  /** Null when there is none. */
  Map<String, Object> selected() {
    return breakers.isEmpty() ? null : breakers.get(selectedIndex());
  }

  /** The first one as long as nobody has chosen, or what was chosen is gone. */
  int selectedIndex() {
    for (int i = 0; i < breakers.size(); i++) {
      if (name(breakers.get(i)).equals(selected)) {
        return i;
      }
    }
    return 0;
  }

  void select(int by) {
    if (!breakers.isEmpty()) {
      int index = Math.max(0, Math.min(breakers.size() - 1, selectedIndex() + by));
      selected = name(breakers.get(index));
    }
  }

  /** The breaker with its rates, for programs. */
  Map<String, Object> figures(Map<String, Object> breaker) {
    TopHistory history = history(breaker);
    Map<String, Object> figures = new LinkedHashMap<>(breaker);
    figures.put("callsPerSecond", history.callsPerSecond());
    figures.put("refusedPerSecond", history.refusedPerSecond());
    boolean known = !isToldApart(breaker) && history.failurePercent() >= 0;
    figures.put("failurePercent", known ? history.failurePercent() : null);
    return figures;
  }
}
