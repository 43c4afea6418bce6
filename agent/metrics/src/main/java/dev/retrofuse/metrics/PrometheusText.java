package dev.retrofuse.metrics;

import dev.retrofuse.engine.window.DurationStatus;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Metrics as Prometheus reads them, under the names that OpenTelemetry's rules give them there. */
final class PrometheusText {
  private final ExpositionFormatWriter writer;

  /**
   * @param openMetrics OpenMetrics 1.0, else the text format of Prometheus
   */
  PrometheusText(boolean openMetrics) {
    writer =
        openMetrics
            ? new OpenMetricsTextFormatWriter(false, false)
            : PrometheusTextFormatWriter.builder().build();
  }

  /** Of HTTP. */
  String contentType() {
    return writer.getContentType();
  }

  byte[] of(List<Metric> metrics) throws IOException {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    for (Metric metric : metrics) {
      all.metricSnapshot(snapshot(metric));
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(8_192);
    writer.write(text, all.build(), EscapingScheme.UNDERSCORE_ESCAPING);
    return text.toByteArray();
  }

  private static MetricSnapshot snapshot(Metric metric) {
    switch (metric.kind) {
      case COUNTER:
        return counter(metric);
      case HISTOGRAM:
        return histogram(metric);
      default:
        return gauge(metric);
    }
  }

  private static CounterSnapshot counter(Metric metric) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder();
    name(metric, counter);
    for (Map.Entry<List<String>, Double> each : metric.numbers().entrySet()) {
      counter.dataPoint(
          CounterSnapshot.CounterDataPointSnapshot.builder()
              .labels(labels(each.getKey()))
              .value(each.getValue())
              .build());
    }
    return counter.build();
  }

  private static GaugeSnapshot gauge(Metric metric) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder();
    name(metric, gauge);
    for (Map.Entry<List<String>, Double> each : metric.numbers().entrySet()) {
      gauge.dataPoint(
          GaugeSnapshot.GaugeDataPointSnapshot.builder()
              .labels(labels(each.getKey()))
              .value(each.getValue())
              .build());
    }
    return gauge.build();
  }

  private static HistogramSnapshot histogram(Metric metric) {
    HistogramSnapshot.Builder histogram = HistogramSnapshot.builder();
    name(metric, histogram);
    double[] bounds = DurationStatus.bounds();
    double[] upTo = Arrays.copyOf(bounds, bounds.length + 1);
    upTo[bounds.length] = Double.POSITIVE_INFINITY;
    for (Map.Entry<List<String>, DurationStatus> each : metric.histograms().entrySet()) {
      histogram.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .labels(labels(each.getKey()))
              .classicHistogramBuckets(ClassicHistogramBuckets.of(upTo, each.getValue().counts()))
              .sum(each.getValue().sumNanos() / 1e9)
              .build());
    }
    return histogram.build();
  }

  private static void name(Metric metric, MetricSnapshot.Builder<?> snapshot) {
    Unit unit = unit(metric.unit);
    String name = metric.name.replace('.', '_');
    snapshot.name(unit == null ? name : name + '_' + unit);
    snapshot.help(metric.description);
    snapshot.unit(unit);
  }

  /** Null for units that names do not tell, such as {@code {call}}. */
  private static Unit unit(String ucum) {
    switch (ucum) {
      case "s":
        return Unit.SECONDS;
      case "By":
        return Unit.BYTES;
      default:
        return null;
    }
  }

  private static Labels labels(List<String> attributes) {
    String[] labels = attributes.toArray(new String[0]);
    for (int i = 0; i < labels.length; i += 2) {
      labels[i] = labels[i].replace('.', '_');
    }
    return Labels.of(labels);
  }
}
