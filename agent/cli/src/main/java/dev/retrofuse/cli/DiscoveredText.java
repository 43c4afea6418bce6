package dev.retrofuse.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a JVM calls, as a table. */
final class DiscoveredText {
  private final Map<String, Object> seen;
  private final Console console;

  /**
   * @param seen as the agent tells it
   */
  DiscoveredText(Map<String, Object> seen, Console console) {
    this.seen = seen;
    this.console = console;
  }

  /**
   * @param trouble whether what fails and is slow comes first, rather than what is called most
   */
  void print(boolean trouble) {
    List<Map<String, Object>> calls = calls();
    if (calls.isEmpty()) {
      console.say("no calls of databases, HTTP servers or brokers were seen");
      return;
    }
    Comparator<Map<String, Object>> rate = most("calls");
    calls.sort(trouble ? mostFailing().thenComparing(most("p99Millis")).thenComparing(rate) : rate);
    Table table =
        new Table(
            "KIND",
            "DESTINATION",
            "OPERATION",
            "#PER SECOND",
            "#FAILED",
            "#P50",
            "#P99",
            "#AT ONCE",
            "#UNDER WAY",
            "CALLER");
    for (Map<String, Object> each : calls) {
      add(table, each);
    }
    table.print(console.out(), Table.Paint.NONE);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> calls() {
    List<Map<String, Object>> calls = new ArrayList<>();
    for (Object each : (List<Object>) seen.get("calls")) {
      calls.add((Map<String, Object>) each);
    }
    return calls;
  }

  private static Comparator<Map<String, Object>> most(String field) {
    return Comparator.comparingDouble(each -> -decimal(each, field));
  }

  private static Comparator<Map<String, Object>> mostFailing() {
    return Comparator.comparingDouble(
        each -> -decimal(each, "failures") / Math.max(1, decimal(each, "calls")));
  }

  private static double decimal(Map<String, Object> object, String name) {
    return ((Number) object.get(name)).doubleValue();
  }

  private static void add(Table table, Map<String, Object> calls) {
    boolean other = Boolean.TRUE.equals(calls.get("other"));
    table.add(
        text(calls, "kind"),
        other ? "(other)" : text(calls, "destination"),
        (text(calls, "operation") + " " + text(calls, "object")).trim(),
        String.format(Locale.ROOT, "%.2f", decimal(calls, "perSecond")),
        Long.toString(Json.number(calls, "failures")),
        Latency.text(decimal(calls, "p50Millis")),
        Latency.text(decimal(calls, "p99Millis")),
        Long.toString(Json.number(calls, "mostAtOnce")),
        Long.toString(Json.number(calls, "underWay")),
        callers(calls));
  }

  private static String callers(Map<String, Object> calls) {
    List<String> callers = new ArrayList<>();
    for (Object each : (List<?>) calls.get("callers")) {
      callers.add(each.toString());
    }
    return String.join(", ", callers);
  }

  private static String text(Map<String, Object> calls, String field) {
    Object value = calls.get(field);
    return value == null ? "" : value.toString();
  }
}
