package dev.retrofuse.demo;

import dev.retrofuse.demo.Screen.Colour;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of the table at the end, and what had to come true. */
final class Verdict {
  private static final String COLUMNS = "%-40s %10s %9s %9s %8s %11s %14s";

  private final Map<String, Figures> rows = new LinkedHashMap<>();
  private final Map<String, Boolean> checks = new LinkedHashMap<>();

  void row(String name, Figures figures) {
    rows.put(name, figures);
  }

  void check(boolean held, String what) {
    checks.put(what, held);
  }

  boolean cameTrue() {
    return checks.values().stream().allMatch(Boolean::booleanValue);
  }

  void write(Screen screen, int maxThreads) {
    screen.act("What it was like");
    screen.line(
        String.format(
            COLUMNS, "", "requests/s", "p50", "p99", "errors", "no answer", "busy threads"));
    rows.forEach((name, figures) -> screen.line(row(name, figures, maxThreads)));
    screen.line("");
    checks.forEach((what, held) -> screen.line(check(screen, what, held)));
  }

  private static String row(String name, Figures figures, int maxThreads) {
    return String.format(
        COLUMNS,
        name,
        String.format("%.1f", figures.perSecond()),
        LiveLines.millis(figures.p50()),
        LiveLines.millis(figures.p99()),
        LiveLines.percent(figures.errors()),
        LiveLines.percent(figures.missing()),
        figures.busy() + " of " + maxThreads);
  }

  private static String check(Screen screen, String what, boolean held) {
    String mark = held ? screen.paint(Colour.GREEN, "yes") : screen.paint(Colour.RED, "NO ");
    return "  " + mark + "  " + what;
  }
}
