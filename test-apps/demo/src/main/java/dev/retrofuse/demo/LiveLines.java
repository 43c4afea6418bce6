package dev.retrofuse.demo;

import dev.retrofuse.demo.Screen.Colour;

/** The line of each second, in columns. */
final class LiveLines {
  private static final String COLUMNS = "%7s %11s %9s %9s %8s %14s %9s   %s";

  private final Screen screen;

  LiveLines(Screen screen) {
    this.screen = screen;
  }

  void header() {
    screen.line(
        String.format(
            COLUMNS,
            "time",
            "requests/s",
            "p50",
            "p99",
            "errors",
            "busy threads",
            "queued",
            "breaker"));
  }

  /**
   * @param ended the requests that ended in this second
   * @param times how long these took and how long the others wait already, sorted
   */
  void write(long second, Figures ended, long[] times, Values stats, String breaker) {
    String line =
        String.format(
            COLUMNS,
            String.format("%d:%02d", second / 60, second % 60),
            String.format("%.0f", ended.perSecond()),
            millis(Figures.millis(times, 50)),
            millis(Figures.millis(times, 99)),
            percent(ended.errors()),
            stats.number("threads.busy") + " of " + stats.number("threads.max"),
            stats.number("requests.waiting"),
            screen.paint(colour(breaker), breaker));
    screen.line(line);
  }

  static String millis(long value) {
    return value < 0 ? "-" : value + " ms";
  }

  static String percent(int value) {
    return value < 0 ? "-" : value + " %";
  }

  private static Colour colour(String breaker) {
    return switch (breaker) {
      case "CLOSED" -> Colour.GREEN;
      case "OPEN" -> Colour.RED;
      case "HALF_OPEN" -> Colour.YELLOW;
      default -> Colour.PLAIN;
    };
  }
}
