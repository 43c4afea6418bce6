package dev.retrofuse.simulator.chart;

/** A line of a chart: a value for each second. */
public final class Line {
  private final String name;
  private final String colour;
  private final boolean dashed;
  private final int[] values;

  public Line(String name, String colour, boolean dashed, int[] values) {
    this.name = name;
    this.colour = colour;
    this.dashed = dashed;
    this.values = values.clone();
  }

  String name() {
    return name;
  }

  String colour() {
    return colour;
  }

  boolean dashed() {
    return dashed;
  }

  int seconds() {
    return values.length;
  }

  /** The mean of a second and its neighbours, so that chance does not hide what happens. */
  double smooth(int second) {
    int from = Math.max(0, second - 1);
    int to = Math.min(values.length, second + 2);
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
