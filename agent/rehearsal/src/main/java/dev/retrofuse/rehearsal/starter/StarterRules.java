package dev.retrofuse.rehearsal.starter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a rule file of what {@code discover --json} wrote. */
public final class StarterRules {
  private static final int MOST_OPERATIONS = 10;
  private static final int LONGEST_NAME = 90;

  private final double seconds;
  private final Yaml yaml = new Yaml();

  private StarterRules(double seconds) {
    this.seconds = seconds;
  }

  /**
   * The text of a rule file whose rules only observe, with a reason beside each figure.
   *
   * @param discovered the JSON object, as maps, lists, texts and numbers
   * @throws IllegalArgumentException when it is another object
   */
  public static String of(Map<?, ?> discovered) {
    Object seconds = discovered.get("seconds");
    Object calls = discovered.get("calls");
    if (!(seconds instanceof Number) || !(calls instanceof List)) {
      throw new IllegalArgumentException("no 'seconds' and 'calls' in it");
    }
    return new StarterRules(((Number) seconds).doubleValue()).text((List<?>) calls);
  }

  private String text(List<?> calls) {
    yaml.line(
        "# Made from what was seen in "
            + Figures.round(seconds)
            + " s; look for longer, and at busy hours, for better");
    yaml.line(
        "# figures. Nothing is refused as long as the rules say 'mode: observe'. Whether they would have");
    yaml.line(
        "# refused, the log and the status say; 'enforce: 5%' instead begins with a share of the calls.");
    Map<String, Seen> places = places(calls);
    yaml.line(places.isEmpty() ? "rules: []" : "rules:");
    List<Map.Entry<String, Seen>> sorted = new ArrayList<>(places.entrySet());
    sorted.sort(Comparator.comparingDouble(each -> -each.getValue().calls()));
    int number = 0;
    for (Map.Entry<String, Seen> each : sorted) {
      number++;
      rule(name(each.getKey(), number), each.getValue());
    }
    return yaml.toString();
  }

  /** Numbered where it had to be changed, so that no two are the same. */
  private static String name(String place, int number) {
    String shown = Yaml.printable(place, LONGEST_NAME);
    return shown.equals(place) ? place : shown + " " + number;
  }

  private Map<String, Seen> places(List<?> calls) {
    Map<String, Seen> places = new LinkedHashMap<>();
    double leftOut = 0;
    for (Object each : calls) {
      Map<?, ?> call = each instanceof Map ? (Map<?, ?>) each : new LinkedHashMap<>();
      String place = Seen.place(call);
      if (place.isEmpty()) {
        leftOut++;
      } else {
        places.computeIfAbsent(place, absent -> new Seen(call)).add(call);
      }
    }
    if (leftOut > 0) {
      yaml.line(
          "# Left out, because it is not known where they go: "
              + (long) leftOut
              + " kinds of calls.");
    }
    return places;
  }

  private void rule(String name, Seen seen) {
    Figures figures = new Figures(seen, seconds);
    yaml.line("");
    yaml.comment(
        "  ",
        Figures.round(figures.perSecond())
            + " calls per second, "
            + Math.round(seen.failures())
            + " of "
            + Math.round(seen.calls())
            + " failed, p99 "
            + Figures.round(seen.p99Millis())
            + " ms:");
    for (int i = 0; i < seen.operations().size() && i < MOST_OPERATIONS; i++) {
      yaml.comment("  ", "  " + seen.operations().get(i));
    }
    if (seen.operations().size() > MOST_OPERATIONS) {
      yaml.comment("  ", "  and " + (seen.operations().size() - MOST_OPERATIONS) + " more");
    }
    yaml.line("  - name: " + Yaml.quoted(name));
    yaml.line("    match: { " + match(seen) + " }");
    yaml.line("    mode: observe");
    breaker(figures);
    yaml.line("    bulkhead:");
    yaml.figure(
        "      ",
        "max-concurrent: " + figures.maxConcurrent(),
        "twice the most that were under way at a time, at least 10");
    if (figures.timeOut() != null) {
      yaml.line("    time-out:");
      yaml.figure(
          "      ", "call: " + figures.timeOut(), "ten times the p99 that was seen, at least 1s");
    }
  }

  private void breaker(Figures figures) {
    yaml.line("    breaker:");
    yaml.figure("      ", "window: " + figures.window(), figures.windowWhy());
    yaml.figure(
        "      ",
        "minimum-calls: " + figures.minimumCalls(),
        "half of what the window holds, from 10 to 100");
    yaml.figure(
        "      ",
        "failure-rate: " + figures.failureRate() + "%",
        Figures.round(figures.failedPercent()) + "% failed while it was looked at");
    if (figures.slowCall() == null) {
      yaml.comment("      ", "no slow-call: no call has ended");
    } else {
      yaml.figure(
          "      ",
          "slow-call: " + figures.slowCall(),
          "three times the p99 that was seen, at least 100ms");
    }
  }

  private static String match(Seen seen) {
    switch (seen.kind()) {
      case "http":
        int colon = seen.destination().lastIndexOf(':');
        return "http: { host: "
            + Yaml.quoted(seen.destination().substring(0, colon))
            + ", port: "
            + Yaml.quoted(seen.destination().substring(colon + 1))
            + " }";
      case "jdbc":
        return "jdbc: { url: "
            + Yaml.quoted(seen.url())
            + (seen.borrows() ? ", operation: BORROW }" : " }");
      default:
        return "messaging: { system: "
            + Yaml.quoted(seen.url())
            + ", destination: "
            + Yaml.quoted(seen.destination())
            + " }";
    }
  }
}
