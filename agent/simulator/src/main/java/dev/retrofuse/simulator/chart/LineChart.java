package dev.retrofuse.simulator.chart;

import java.util.List;
import java.util.Locale;

/**
 * Lines over time as SVG text. It has no background of its own and follows the reader's choice of a
 * light page or a dark one; the first line is the heaviest, and lies beneath the others so that it
 * hides none.
 */
public final class LineChart {
  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, sans-serif; fill: #57606a }
        .title { font-weight: 600; font-size: 14px }
        .grid { stroke: #57606a; stroke-opacity: .25 }
        .trouble { fill: #e04f5f; fill-opacity: .12 }
        polyline { fill: none; stroke-width: 1.5; stroke-linejoin: round }
        .first { stroke-width: 5; stroke-opacity: .8 }
        .dashed { stroke-dasharray: 6 3 }
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
  private final double step;
  private final double most;
  private final StringBuilder svg = new StringBuilder();

  private LineChart(String title, int seconds, double largest) {
    this.title = escaped(title);
    this.seconds = seconds;
    step = step(largest, 6);
    most = step * Math.ceil(largest / step);
  }

  /**
   * A chart.
   *
   * @param from when the shaded time begins, in seconds
   * @param to when it ends
   */
  public static String svg(String title, List<Line> lines, int from, int to) {
    int seconds = lines.get(0).seconds();
    LineChart chart = new LineChart(title, seconds, largest(lines));
    chart.frame(from, to);
    for (int i = 0; i < lines.size(); i++) {
      chart.line(lines.get(i), i);
    }
    return chart.svg.append("</svg>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static double largest(List<Line> lines) {
    double largest = 1;
    for (Line line : lines) {
      for (int second = 0; second < line.seconds(); second++) {
        largest = Math.max(largest, line.smooth(second));
      }
    }
    return largest;
  }

  /**
   * A distance between marks: 1, 2 or 5 times a power of ten, so that there are at most so many.
   */
  private static double step(double range, int marks) {
    double step = Math.pow(10, Math.floor(Math.log10(range / marks)));
    for (double factor : new double[] {2, 2.5, 2}) {
      if (range / step > marks) {
        step *= factor;
      }
    }
    return step;
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
    for (double value = 0; value <= most; value += step) {
      horizontal(value);
    }
    int mark = (int) step(seconds, 8);
    for (int second = 0; second <= seconds; second += mark) {
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d s</text>",
          x(second), BOTTOM + 20, second);
    }
  }

  private void horizontal(double value) {
    add(
        "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
        LEFT, y(value), RIGHT, y(value));
    add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>", LEFT - 8, y(value) + 4, value);
  }

  private void line(Line line, int index) {
    String kind = index == 0 ? " class=\"first\"" : line.dashed() ? " class=\"dashed\"" : "";
    StringBuilder points = new StringBuilder();
    for (int second = 0; second < line.seconds(); second++) {
      double middle = x(second + 0.5);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", middle, y(line.smooth(second))));
    }
    add("<polyline%s stroke=\"%s\" points=\"%s\"/>", kind, line.colour(), points.toString().trim());
    int y = TOP + 10 + index * LEGEND_STEP;
    add(
        "<polyline%s stroke=\"%s\" points=\"%d,%d %d,%d\"/>",
        kind, line.colour(), LEGEND, y, LEGEND + 18, y);
    add("<text x=\"%d\" y=\"%d\">%s</text>", LEGEND + 26, y + 4, escaped(line.name()));
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
