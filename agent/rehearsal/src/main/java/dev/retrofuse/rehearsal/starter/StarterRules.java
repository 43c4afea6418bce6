package dev.retrofuse.rehearsal.starter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules to begin with, made of what {@code discover --json} wrote. They only observe. */
public final class StarterRules {
  private static final int LONGEST_NAME = 90;

  private final double seconds;
  private final List<StarterRule> rules = new ArrayList<>();
  private long leftOut;

  private StarterRules(double seconds, List<?> calls) {
    this.seconds = seconds;
    List<Map.Entry<String, Seen>> sorted = new ArrayList<>(places(calls).entrySet());
    sorted.sort(Comparator.comparingDouble(each -> -each.getValue().calls()));
    for (Map.Entry<String, Seen> each : sorted) {
      String name = name(each.getKey(), rules.size() + 1);
      rules.add(new StarterRule(name, each.getValue(), seconds));
    }
  }

  /**
   * Makes the rules, the most called first.
   *
   * @param discovered the JSON object, as maps, lists, texts and numbers
   * @throws IllegalArgumentException when it is another object
   */
  public static StarterRules of(Map<?, ?> discovered) {
    Object seconds = discovered.get("seconds");
    Object calls = discovered.get("calls");
    if (!(seconds instanceof Number) || !(calls instanceof List)) {
      throw new IllegalArgumentException("no 'seconds' and 'calls' in it");
    }
    return new StarterRules(((Number) seconds).doubleValue(), (List<?>) calls);
  }

  /** Numbered where it had to be changed, so that no two are the same. */
  private static String name(String place, int number) {
    String shown = Yaml.printable(place, LONGEST_NAME);
    return shown.equals(place) ? place : shown + " " + number;
  }

  private Map<String, Seen> places(List<?> calls) {
    Map<String, Seen> places = new LinkedHashMap<>();
    for (Object each : calls) {
      Map<?, ?> call = each instanceof Map ? (Map<?, ?>) each : Collections.emptyMap();
      String place = Seen.place(call);
      if (place.isEmpty()) {
        leftOut++;
      } else {
        places.computeIfAbsent(place, absent -> new Seen(call)).add(call);
      }
    }
    return places;
  }

  double seconds() {
    return seconds;
  }

  List<StarterRule> rules() {
    return rules;
  }

  /** How many kinds of calls have no rule, because it is not known where they go. */
  long leftOut() {
    return leftOut;
  }

  /** The text of a rule file with these rules and a reason beside each figure. */
  public String yaml() {
    return StarterText.of(this);
  }

  /**
   * The same for programs: {@code seconds}, {@code leftOut}, {@code rules} (each a {@code rule} as
   * in a rule file, {@code why} its figures are so, and what was {@code seen}), and {@code yaml}.
   */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seconds", seconds);
    json.put("leftOut", leftOut);
    List<Object> each = new ArrayList<>();
    for (StarterRule rule : rules) {
      each.add(rule.json());
    }
    json.put("rules", each);
    json.put("yaml", yaml());
    return json;
  }
}
