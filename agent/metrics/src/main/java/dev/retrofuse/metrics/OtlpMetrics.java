package dev.retrofuse.metrics;

import dev.retrofuse.engine.window.DurationStatus;
import dev.retrofuse.metrics.Metric.Kind;
import dev.retrofuse.rules.Metrics;
import dev.retrofuse.spans.OtlpResource;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Metrics as OTLP, written by the encoding of OpenTelemetry's exporter. */
final class OtlpMetrics {
  private static final AggregationTemporality SINCE_START = AggregationTemporality.CUMULATIVE;

  private final Resource resource;
  private final InstrumentationScopeInfo scope;
  private final long since;

  /**
   * @param since when counting began, in nanoseconds since 1970
   */
  OtlpMetrics(Metrics.Otlp settings, String version, long since) {
    resource = OtlpResource.of(settings.service(), settings.resource(), version);
    scope = InstrumentationScopeInfo.builder("dev.retrofuse").setVersion(version).build();
    this.since = since;
  }

  /**
   * A request of OTLP/HTTP with all of these.
   *
   * @param now in nanoseconds since 1970
   */
  byte[] encode(List<Metric> metrics, long now) throws IOException {
    List<MetricData> data = new ArrayList<>();
    for (Metric metric : metrics) {
      data.add(data(metric, now));
    }
    MetricsRequestMarshaler request = MetricsRequestMarshaler.create(data);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.getBinarySerializedSize());
    request.writeBinaryTo(bytes);
    return bytes.toByteArray();
  }

  private MetricData data(Metric metric, long now) {
    String name = metric.name;
    String text = metric.description;
    String unit = metric.unit;
    if (metric.kind == Kind.HISTOGRAM) {
      HistogramData data = HistogramData.create(SINCE_START, histograms(metric, now));
      return ImmutableMetricData.createDoubleHistogram(resource, scope, name, text, unit, data);
    }
    List<DoublePointData> points = points(metric, now);
    if (metric.kind == Kind.GAUGE) {
      GaugeData<DoublePointData> data = GaugeData.createDoubleGaugeData(points);
      return ImmutableMetricData.createDoubleGauge(resource, scope, name, text, unit, data);
    }
    boolean grows = metric.kind == Kind.COUNTER;
    SumData<DoublePointData> data = SumData.createDoubleSumData(grows, SINCE_START, points);
    return ImmutableMetricData.createDoubleSum(resource, scope, name, text, unit, data);
  }

  private List<DoublePointData> points(Metric metric, long now) {
    List<DoublePointData> points = new ArrayList<>();
    for (Map.Entry<List<String>, Double> each : metric.numbers().entrySet()) {
      Attributes attributes = attributes(each.getKey());
      points.add(
          DoublePointData.create(
              since,
              now,
              attributes,
              each.getValue(),
              Collections.<DoubleExemplarData>emptyList()));
    }
    return points;
  }

  private List<HistogramPointData> histograms(Metric metric, long now) {
    List<Double> bounds = new ArrayList<>();
    for (double bound : DurationStatus.bounds()) {
      bounds.add(bound);
    }
    List<HistogramPointData> points = new ArrayList<>();
    for (Map.Entry<List<String>, DurationStatus> each : metric.histograms().entrySet()) {
      List<Long> counts = new ArrayList<>();
      for (long count : each.getValue().counts()) {
        counts.add(count);
      }
      double sum = each.getValue().sumNanos() / 1e9;
      Attributes attributes = attributes(each.getKey());
      points.add(
          HistogramPointData.create(
              since, now, attributes, sum, false, 0, false, 0, bounds, counts));
    }
    return points;
  }

  private static Attributes attributes(List<String> pairs) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i < pairs.size(); i += 2) {
      attributes.put(pairs.get(i), pairs.get(i + 1));
    }
    return attributes.build();
  }
}
