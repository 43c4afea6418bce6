package dev.retrofuse.simulator.chart;

import java.util.List;
import java.util.Locale;

/**
 * Lines over time as SVG text. It has no background of its own, and colours that can be told apart
 * on a light page and on a dark one; the first line is drawn last and heaviest.
 */
public final class LineChart {
  private static final String[] COLOURS = {
    "#1f7fe0", "#e0701a", "#c9a000", "#2f9e5b", "#9b63d6", "#14a0a8", "#e04f5f", "#8a8f98",
    "#b0669a"
  };
  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, sans-serif; fill: #57606a }
        .title { font-weight: 600; font-size: 14px }
        .grid { stroke: #57606a; stroke-opacity: .25 }
        .trouble { fill: #e04f5f; fill-opacity: .12 }
        polyline { fill: none; stroke-width: 1.5; stroke-linejoin: round }
        .first { stroke-width: 3 }
        @media (prefers-color-scheme: dark) { text { fill: #a9b3bd } .grid { stroke: #a9b3bd } }
      </style>
      """;
  private static final int WIDTH = 820;
  private static final int HEIGHT = 340;
  private static final int LEFT = 56;
  private static final int RIGHT = 600;
  private static final int TOP = 44;
  private static final int BOTTOM = 296;
  private static final int LEGEND = RIGHT + 20;
  private static final int LEGEND_STEP = 20;

  private final String title;
  private final int seconds;
  private final double most;
  private final StringBuilder svg = new StringBuilder();

  private LineChart(String title, int seconds, double most) {
    this.title = title;
    this.seconds = seconds;
    this.most = most;
  }

  /**
   * A chart.
   *
   * @param from when the shaded time begins, in seconds
   * @param to when it ends
   */
  public static String svg(String title, List<Line> lines, int from, int to) {
    int seconds = lines.get(0).values().length;
    LineChart chart = new LineChart(title, seconds, top(lines));
    chart.frame(from, to);
    for (int i = lines.size() - 1; i >= 0; i--) {
      chart.line(lines.get(i), i);
    }
    return chart.svg.append("</svg>\n").toString();
  }

  /** The value at the upper edge: the largest, rounded up to two digits. */
  private static double top(List<Line> lines) {
    int largest = 1;
    for (Line line : lines) {
      for (int value : line.values()) {
        largest = Math.max(largest, value);
      }
    }
    double unit = Math.pow(10, Math.floor(Math.log10(largest)) - 1);
    return Math.ceil(largest / unit / 2) * unit * 2;
  }

  private void frame(int from, int to) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
        WIDTH, HEIGHT, title);
    svg.append(STYLE);
    add("<text class=\"title\" x=\"%d\" y=\"22\">%s</text>", LEFT, title);
    add(
        "<rect class=\"trouble\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
        x(from), TOP, x(to) - x(from), BOTTOM - TOP);
    for (int part = 0; part <= 4; part++) {
      horizontal(most * part / 4);
    }
    int step = step();
    for (int second = 0; second <= seconds; second += step) {
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d s</text>",
          x(second), BOTTOM + 20, second);
    }
  }

  private int step() {
    int step = 10;
    while (seconds / step > 8) {
      step *= 2;
    }
    return step;
  }

  private void horizontal(double value) {
    add(
        "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
        LEFT, y(value), RIGHT, y(value));
    add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>", LEFT - 8, y(value) + 4, value);
  }

  private void line(Line line, int index) {
    String colour = COLOURS[index % COLOURS.length];
    String weight = index == 0 ? " class=\"first\"" : "";
    StringBuilder points = new StringBuilder();
    for (int second = 0; second < line.values().length; second++) {
      double middle = x(second + 0.5);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", middle, y(line.values()[second])));
    }
    add("<polyline%s stroke=\"%s\" points=\"%s\"/>", weight, colour, points.toString().trim());
    int y = TOP + 10 + index * LEGEND_STEP;
    add(
        "<polyline%s stroke=\"%s\" points=\"%d,%d %d,%d\"/>",
        weight, colour, LEGEND, y, LEGEND + 18, y);
    add("<text x=\"%d\" y=\"%d\">%s</text>", LEGEND + 26, y + 4, line.name());
  }

  private double x(double second) {
    return LEFT + (RIGHT - LEFT) * second / seconds;
  }

  private double y(double value) {
    return BOTTOM - (BOTTOM - TOP) * value / most;
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
