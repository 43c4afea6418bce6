package dev.retrofuse.simulator.chart;

/** A line of a chart: a value for each second. */
public final class Line {
  private final String name;
  private final int[] values;

  public Line(String name, int[] values) {
    this.name = name;
    this.values = values.clone();
  }

  String name() {
    return name;
  }

  int[] values() {
    return values;
  }
}
