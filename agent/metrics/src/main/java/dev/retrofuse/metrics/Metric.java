package dev.retrofuse.metrics;

import dev.retrofuse.engine.window.DurationStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One metric with its values, by their attributes. Named as OpenTelemetry names them. */
final class Metric {
  /** How values of one metric go together. */
  enum Kind {
    /** Sums that only grow. */
    COUNTER,
    /** Sums that go up and down. */
    UP_DOWN,
    /** Not to be added: the largest stands for all. */
    GAUGE,
    /** Durations of calls. */
    HISTOGRAM
  }

  final String name;
  final Kind kind;

  /** By UCUM: {@code s}, {@code By}, {@code {call}}, or empty. */
  final String unit;

  final String description;
  private final Map<List<String>, Double> numbers = new LinkedHashMap<>();
  private final Map<List<String>, DurationStatus> histograms = new LinkedHashMap<>();

  Metric(String name, Kind kind, String unit, String description) {
    this.name = name;
    this.kind = kind;
    this.unit = unit;
    this.description = description;
  }

  /**
   * Adds to what there is with the same attributes.
   *
   * @param attributes keys and values in turns
   */
  void add(double value, String... attributes) {
    List<String> key = Arrays.asList(attributes);
    Double there = numbers.get(key);
    double before = there == null ? 0 : there;
    numbers.put(key, kind == Kind.GAUGE ? Math.max(before, value) : before + value);
  }

  /** As the other one; exact up to 2 to the 53rd. */
  void add(long value, String... attributes) {
    add((double) value, attributes);
  }

  /** As the other one, of durations. */
  void add(DurationStatus durations, String... attributes) {
    List<String> key = Arrays.asList(attributes);
    DurationStatus before = histograms.get(key);
    histograms.put(key, before == null ? durations : before.plus(durations));
  }

  /** Empty for a histogram. Attributes are keys and values in turns. */
  Map<List<String>, Double> numbers() {
    return numbers;
  }

  /** Empty for all but a histogram. */
  Map<List<String>, DurationStatus> histograms() {
    return histograms;
  }

  boolean isEmpty() {
    return numbers.isEmpty() && histograms.isEmpty();
  }
}
