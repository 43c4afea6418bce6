package dev.retrofuse.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The breakers of {@code top}, a line for each; with as many columns as there is room for. */
final class TopTable {
  /** What the columns need at least that are not about how long calls took. */
  private static final int ENOUGH = 72;

  /** The last column; what does not fit of it stands below for the breaker that is selected. */
  private static final String REMARK = "REMARK";

  private static final int LONGEST_NAME = 40;

  private final TopModel model;
  private final int columns;

  /**
   * @param columns how wide the screen is
   */
  TopTable(TopModel model, int columns) {
    this.model = model;
    this.columns = columns;
  }

  /** The headings, then one for each breaker; longer than the screen where names are long. */
  List<String> lines() {
    if (columns < ENOUGH) {
      return narrow();
    }
    List<String> all = wide(true);
    return all.get(0).indexOf(REMARK) <= columns ? all : wide(false);
  }

  private List<String> narrow() {
    Table table = new Table("STATE", "BREAKER", "#CALLS/S", "#FAIL%");
    for (Map<String, Object> breaker : model.breakers()) {
      table.add(
          StatusText.state(breaker),
          shortened(TopModel.name(breaker)),
          rate(model.history(breaker).callsPerSecond()),
          failures(breaker));
    }
    return table.lines(Table.Paint.NONE);
  }

  private List<String> wide(boolean latency) {
    List<String> headings =
        new ArrayList<>(Arrays.asList("STATE", "RULE", "KEY", "#CALLS/S", "#FAIL%", "#SLOW"));
    if (latency) {
      headings.addAll(Arrays.asList("#P50", "#P99"));
    }
    headings.addAll(Arrays.asList("#REFUSED/S", "#NOW", "SINCE", REMARK));
    Table table = new Table(headings.toArray(new String[0]));
    for (Map<String, Object> breaker : model.breakers()) {
      table.add(cells(breaker, latency).toArray());
    }
    return table.lines(Table.Paint.NONE);
  }

  private List<Object> cells(Map<String, Object> breaker, boolean latency) {
    TopHistory history = model.history(breaker);
    List<Object> cells = new ArrayList<>();
    cells.add(StatusText.state(breaker));
    cells.add(shortened(breaker.get("rule")));
    cells.add(shortened(breaker.get("key")));
    cells.add(rate(history.callsPerSecond()));
    cells.add(failures(breaker));
    cells.add(breaker.get("slow"));
    if (latency) {
      cells.add(Latency.median(breaker));
      cells.add(Latency.p99(breaker));
    }
    cells.add(rate(history.refusedPerSecond()));
    cells.add(StatusText.concurrent(breaker));
    cells.add(StatusText.since(breaker));
    cells.add(StatusText.remark(breaker));
    return cells;
  }

  private String failures(Map<String, Object> breaker) {
    double percent = model.history(breaker).failurePercent();
    return percent < 0 || model.isToldApart(breaker)
        ? ""
        : String.format(Locale.ROOT, "%.1f", percent);
  }

  private static String shortened(Object name) {
    String text = String.valueOf(name);
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME - 3) + "...";
  }

  /** Calls or the like per second. */
  static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond >= 100 ? "%.0f" : "%.1f", perSecond);
  }
}
