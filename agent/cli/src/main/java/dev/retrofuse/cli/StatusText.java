package dev.retrofuse.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** An agent's status for a reader: what it is, then its breakers, trouble first. */
final class StatusText {
  static final String RED = "\u001b[31;1m";
  private static final String YELLOW = "\u001b[33;1m";
  private static final String GREEN = "\u001b[32m";
  static final String PLAIN = "\u001b[0m";

  private final Map<String, Object> status;
  private final Console console;
  private final PrintWriter out;

  StatusText(Map<String, Object> status, Console console) {
    this.status = status;
    this.console = console;
    this.out = console.out();
  }

  void print(String where) {
    String on = Boolean.FALSE.equals(status.get("on")) ? "OFF (kill switch)" : "on";
    console.say("Retrofuse " + text("version") + " in " + where + ": " + on);
    head("rules", rules());
    head("files", files());
    for (String change : strings("rulesChanges")) {
      head("changed", change);
    }
    head("trace", text("trace"));
    head("dropped", dropped());
    head("spans", spans());
    head(
        "woven",
        Counted.of(Json.number(status, "wovenClasses"), "class") + "; waist " + text("waist"));
    head("faults", counts("faults"));
    head("given up", String.join(", ", strings("switchedOff")));
    for (String note : strings("notes")) {
      head("note", note);
    }
    for (String problem : strings("problems")) {
      head("problem", problem);
    }
    printBreakers();
  }

  private void head(String name, String value) {
    if (!value.isEmpty()) {
      console.say(name + ":          ".substring(Math.min(name.length(), 10)) + value);
    }
  }

  private String rules() {
    if (text("rulesFile").isEmpty()) {
      return "no rule file is configured";
    }
    String since = text("rulesLoadedAt");
    String count =
        since.isEmpty() ? ", none in force" : ", " + count() + " in force since " + since;
    String stale = strings("problems").isEmpty() ? "" : "; its present content is not in force";
    return text("rulesFile") + count + environment() + stale;
  }

  private String environment() {
    String overlay = Boolean.TRUE.equals(status.get("rulesOverlaid")) ? "" : " (no overlay)";
    String environment = text("rulesEnvironment");
    return environment.isEmpty() ? "" : ", environment " + environment + overlay;
  }

  /** Where it is more than the one that is configured. */
  private String files() {
    List<String> files = strings("rulesFiles");
    boolean one = files.size() == 1 && files.get(0).equals(text("rulesFile"));
    return one ? "" : String.join(", ", files);
  }

  private String count() {
    return Counted.of(Json.number(status, "rules"), "rule");
  }

  private String dropped() {
    String counts = counts("droppedContexts");
    return counts.isEmpty() ? "" : "trace contexts: " + counts;
  }

  /** Empty where none are recorded. */
  private String spans() {
    String counts = counts("spans");
    boolean recorded =
        status.get("spans") instanceof Map && !((Map<?, ?>) status.get("spans")).isEmpty();
    return recorded && counts.isEmpty() ? "recorded, none yet" : counts;
  }

  /** Those above 0. */
  private String counts(String field) {
    List<String> counts = new ArrayList<>();
    Object all = status.get(field);
    if (all instanceof Map) {
      for (Map.Entry<?, ?> each : ((Map<?, ?>) all).entrySet()) {
        if (((Number) each.getValue()).longValue() > 0) {
          counts.add(each.getKey() + " " + each.getValue());
        }
      }
    }
    return String.join(", ", counts);
  }

  private void printBreakers() {
    List<Map<String, Object>> breakers = breakers(status);
    if (breakers.isEmpty()) {
      console.say(
          Json.number(status, "rules") == 0
              ? "No rule is in force: nothing is guarded."
              : "No call that a rule is for has been made yet.");
      return;
    }
    out.println();
    BreakerTable.of(breakers).print(out, state -> painted(console, state));
  }

  /** Of a status, trouble first. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> breakers(Map<String, Object> status) {
    Object found = status.get("breakers");
    List<Map<String, Object>> breakers =
        found instanceof List
            ? new ArrayList<>((List<Map<String, Object>>) found)
            : Collections.<Map<String, Object>>emptyList();
    breakers.sort(
        Comparator.comparingInt(StatusText::calm)
            .thenComparing(breaker -> String.valueOf(breaker.get("rule")))
            .thenComparing(breaker -> String.valueOf(breaker.get("key"))));
    return breakers;
  }

  // The smaller, the more trouble.
  private static int calm(Map<String, Object> breaker) {
    switch (String.valueOf(breaker.get("state"))) {
      case "OPEN":
        return 0;
      case "HALF_OPEN":
      case "RECOVERING":
        return 1;
      default:
        return Json.number(breaker, "refused") + Json.number(breaker, "wouldRefuse") > 0
            ? 2
            : Json.number(breaker, "failures") + Json.number(breaker, "slow") > 0 ? 3 : 4;
    }
  }

  static String state(Map<String, Object> breaker) {
    return hasBreaker(breaker) ? String.valueOf(breaker.get("state")) : "-";
  }

  /** Null without a breaker. */
  static String since(Map<String, Object> breaker) {
    return hasBreaker(breaker) ? span(Json.number(breaker, "sinceMillis")) : null;
  }

  private static boolean hasBreaker(Map<String, Object> breaker) {
    return !"NONE".equals(breaker.get("state"));
  }

  static String concurrent(Map<String, Object> breaker) {
    long most = Json.number(breaker, "maxConcurrent");
    return Json.number(breaker, "concurrent") + (most > 0 ? "/" + most : "");
  }

  static String remark(Map<String, Object> breaker) {
    List<String> remarks = OverrideRemarks.of(breaker);
    if (Json.number(breaker, "openForMillis") > 0) {
      String does = observes(breaker) ? "would refuse for " : "refuses for ";
      remarks.add(does + span(Json.number(breaker, "openForMillis")));
    } else if ("OPEN".equals(breaker.get("state"))) {
      remarks.add("the next call is a trial");
    }
    if (observes(breaker)) {
      remarks.add("observes, would have refused " + Json.number(breaker, "wouldRefuse"));
    } else {
      remarks.addAll(PolicyRemarks.of(breaker));
    }
    remarks.addAll(RetryRemarks.of(breaker));
    remarks.addAll(SpoolRemarks.of(breaker));
    remarks.addAll(DrillRemarks.of(breaker));
    if (Json.number(breaker, "fallbacks") > 0) {
      remarks.add("fallback given " + Json.number(breaker, "fallbacks"));
    }
    if (Json.number(breaker, "wouldAnswer") > 0) {
      remarks.add("fallback would have been given " + Json.number(breaker, "wouldAnswer"));
    }
    return String.join("; ", remarks);
  }

  private static boolean observes(Map<String, Object> breaker) {
    return "observe".equals(breaker.get("mode"));
  }

  /** {@code 350ms}, {@code 2.4s}, {@code 5m12s}, {@code 3h20m}, {@code 2d5h}. */
  static String span(long millis) {
    long seconds = millis / 1_000;
    if (millis < 1_000) {
      return millis + "ms";
    }
    if (seconds < 60) {
      return seconds + "." + millis % 1_000 / 100 + "s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + "m" + seconds % 60 + "s";
    }
    return seconds < 86_400
        ? seconds / 3_600 + "h" + seconds % 3_600 / 60 + "m"
        : seconds / 86_400 + "d" + seconds % 86_400 / 3_600 + "h";
  }

  static String painted(Console console, String state) {
    if (!console.coloured() || state.equals("-")) {
      return state;
    }
    String colour =
        state.equals("OPEN")
            ? RED
            : state.equals("HALF_OPEN") || state.equals("RECOVERING") ? YELLOW : GREEN;
    return colour + state + PLAIN;
  }

  private String text(String name) {
    Object value = status.get(name);
    return value == null ? "" : value.toString();
  }

  private List<String> strings(String name) {
    List<String> texts = new ArrayList<>();
    Object value = status.get(name);
    if (value instanceof List) {
      ((List<?>) value).forEach(each -> texts.add(String.valueOf(each)));
    }
    return texts;
  }
}
