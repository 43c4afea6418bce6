package dev.retrofuse.rules;

/** Reads the file's section {@code metrics}. */
final class MetricsReader {
  private static final String LOOPBACK = "127.0.0.1";

  private static final Key METRICS =
      Key.section(
          "metrics",
          "Lets Prometheus fetch the metrics of the agent, or sends them to an OpenTelemetry collector. Without it nothing is counted for them.");
  private static final Key KEYS =
      Key.integer(
              "keys",
              1,
              1_000,
              "How many keys of a rule are told apart; the others are counted together as"
                  + " (other).")
          .fallback(100);
  private static final Key DURATIONS =
      Key.word(
              "durations",
              OnOff.values(),
              "Whether the durations of calls are counted; the status"
                  + " then shows percentiles. Costs each call two looks at the clock.")
          .fallback(OnOff.ON);
  private static final Key PROMETHEUS =
      Key.section(
          "prometheus",
          "Opens a port at which Prometheus fetches /metrics, as text of its own or of OpenMetrics;"
              + " {} for defaults. Who can reach the port can read them.");
  private static final Key PORT =
      Key.integer("port", 0, 65_535, "The port; with 0 the log says which one it is.")
          .fallback(9464);
  private static final Key HOST =
      Key.text(
              "host",
              "a name or an address of this machine",
              "Where the port is opened; 0.0.0.0 for all of the machine's addresses.")
          .fallback(LOOPBACK);
  private static final Key OTLP =
      Key.section("otlp", "Sends the metrics to an OpenTelemetry collector now and then.");
  private static final Key ENDPOINT = CollectorReader.endpoint("/v1/metrics");
  private static final Key INTERVAL =
      Key.duration(
              "interval", 100 * Durations.MILLISECOND, Durations.HOUR, "How often they are sent.")
          .fallback((double) (60 * Durations.SECOND));

  private MetricsReader() {}

  /** Null when the file has none. */
  static Metrics read(Section file) {
    Section section = file.section(METRICS);
    if (section == null) {
      return null;
    }
    int keys = (int) section.number(KEYS);
    boolean durations = section.word(DURATIONS) != OnOff.OFF;
    return new Metrics(keys, durations, prometheus(section), otlp(section));
  }

  private static Metrics.Prometheus prometheus(Section metrics) {
    Section section = metrics.section(PROMETHEUS);
    if (section == null) {
      return null;
    }
    int port = (int) section.number(PORT);
    Node host = section.text(HOST);
    return new Metrics.Prometheus(host == null ? LOOPBACK : host.text, port);
  }

  private static Metrics.Otlp otlp(Section metrics) {
    Section section = metrics.section(OTLP);
    if (section == null) {
      return null;
    }
    String endpoint = CollectorReader.endpoint(section, ENDPOINT);
    String service = CollectorReader.service(section);
    return new Metrics.Otlp(
        endpoint,
        service,
        CollectorReader.headers(section),
        CollectorReader.resource(section),
        (long) section.number(INTERVAL));
  }
}
