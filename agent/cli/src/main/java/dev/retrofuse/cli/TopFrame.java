package dev.retrofuse.cli;

import dev.retrofuse.cli.screen.Sparkline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One picture of {@code top}: what stands in each row of a screen of that size. */
final class TopFrame {
  private static final String INVERSE = "\u001b[7m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
  private static final int DETAILS = 4;
  private static final int AROUND_TABLE = 4;
  private static final int FEWEST_ROWS = 3;

  private final TopModel model;
  private final String where;
  private final Console console;
  private final boolean blocks;
  private final int columns;

  /**
   * @param where the JVM
   * @param blocks see {@link Sparkline}
   * @param columns how wide it is
   */
  TopFrame(TopModel model, String where, Console console, boolean blocks, int columns) {
    this.model = model;
    this.where = where;
    this.console = console;
    this.blocks = blocks;
    this.columns = columns;
  }

  /**
   * As many lines as fit.
   *
   * @param events whether those are shown
   * @param footer the last row
   */
  List<String> lines(int rows, boolean events, String footer) {
    List<String> details = events ? events(Math.max(1, rows / 3)) : details();
    int room = Math.max(FEWEST_ROWS, rows - AROUND_TABLE - details.size());
    List<String> lines = new ArrayList<>();
    lines.add(BOLD + cut(head()));
    lines.add(cut(rules()));
    addTable(lines, room);
    while (lines.size() < room + FEWEST_ROWS) {
      lines.add("");
    }
    lines.addAll(details);
    List<String> fitting = lines.subList(0, Math.max(1, Math.min(lines.size(), rows - 1)));
    List<String> all = new ArrayList<>(fitting);
    all.add(INVERSE + padded(footer));
    return all;
  }

  /** The same without a terminal: as long and wide as it takes. */
  List<String> plain() {
    List<String> lines = new ArrayList<>();
    lines.add(head());
    lines.add(rules());
    lines.addAll(new TopTable(model, columns).lines());
    return lines;
  }

  private String head() {
    Map<String, Object> status = model.status();
    return Printable.of(
        "Retrofuse "
            + status.get("version")
            + (Boolean.FALSE.equals(status.get("on")) ? " OFF (kill switch)" : " on")
            + " in "
            + where
            + ", Java "
            + status.get("java"));
  }

  private String rules() {
    Object problems = model.status().get("problems");
    boolean stale = problems instanceof List && !((List<?>) problems).isEmpty();
    return Counted.of(Json.number(model.status(), "rules"), "rule")
        + (stale ? " (the file has problems)" : "")
        + "  "
        + TopTable.rate(model.callsPerSecond())
        + " calls/s  "
        + TopTable.rate(model.eventsPerSecond())
        + " events/s  "
        + model.status().get("at");
  }

  private void addTable(List<String> lines, int room) {
    List<String> table = new TopTable(model, columns).lines();
    lines.add(BOLD + cut(table.get(0)));
    int selected = model.selectedIndex();
    int first = Math.max(0, Math.min(selected - room / 2, model.breakers().size() - room));
    int end = Math.min(model.breakers().size(), first + room);
    for (int i = first; i < end; i++) {
      String line = table.get(i + 1);
      String state = StatusText.state(model.breakers().get(i));
      lines.add(i == selected ? INVERSE + padded(line) : painted(state, cut(line)));
    }
    if (model.breakers().isEmpty()) {
      lines.add(cut("No call that a rule is for has been made yet."));
    }
  }

  private String painted(String state, String line) {
    return line.startsWith(state)
        ? StatusText.painted(console, state) + line.substring(state.length())
        : line;
  }

  /** The last minute of the breaker that is selected. */
  private List<String> details() {
    List<String> lines = new ArrayList<>();
    Map<String, Object> breaker = model.selected();
    if (breaker != null) {
      TopHistory history = model.history(breaker);
      lines.add("");
      lines.add(BOLD + cut(Printable.of(TopModel.name(breaker)) + ", last minute" + took(breaker)));
      lines.add(spark("calls    ", history.calls()));
      lines.add(
          spark("failures ", model.isToldApart(breaker) ? new double[0] : history.failures()));
      String remark = StatusText.remark(breaker);
      lines.add(cut(Printable.of(remark)));
    }
    while (lines.size() <= DETAILS) {
      lines.add("");
    }
    return lines;
  }

  /** For screens that have no room for columns of it. */
  private static String took(Map<String, Object> breaker) {
    String median = Latency.median(breaker);
    return median == null ? "" : "; P50 " + median + ", P99 " + Latency.p99(breaker);
  }

  private String spark(String name, double[] figures) {
    String most = "  up to " + TopTable.rate(Sparkline.most(figures)) + "/s";
    int room = Math.max(1, columns - name.length() - most.length());
    int from = Math.max(0, figures.length - room);
    double[] fitting = Arrays.copyOfRange(figures, from, figures.length);
    return cut(name + Sparkline.of(fitting, blocks) + most);
  }

  private List<String> events(int most) {
    List<String> lines = new ArrayList<>();
    List<Map<String, Object>> events = model.events();
    for (int i = Math.max(0, events.size() - most); i < events.size(); i++) {
      String at = String.valueOf(events.get(i).get("at"));
      String time = at.length() > 19 ? at.substring(11, 19) : at;
      String text = Printable.of(time + " " + events.get(i).get("text"));
      lines.addAll(Wrapped.lines(text, columns, time.length() + 1));
    }
    lines.subList(0, Math.max(0, lines.size() - most)).clear();
    lines.add(0, BOLD + cut("Events"));
    return lines;
  }

  private String cut(String line) {
    return line.length() <= columns ? line : line.substring(0, columns);
  }

  private String padded(String line) {
    StringBuilder text = new StringBuilder(cut(line));
    while (text.length() < columns) {
      text.append(' ');
    }
    return text.append(PLAIN).toString();
  }
}
