package dev.retrofuse.rules;

/** Reads the section {@code spans} of the file's section {@code trace}. */
final class SpansReader {
  private static final Key SPANS =
      Key.section(
          "spans",
          "Records a span of each request, message and call, and sends them to an OpenTelemetry"
              + " collector. Needs mode join or start.");
  private static final Key ENDPOINT = CollectorReader.endpoint("/v1/traces");
  private static final Key QUEUE =
      Key.integer(
              "queue", 1, 100_000, "How many spans may wait to be sent; further ones are dropped.")
          .fallback(2048);
  private static final Key BATCH =
      Key.integer("batch", 1, 10_000, "How many spans are sent at once, at most.").fallback(512);
  private static final Key INTERVAL =
      Key.duration(
              "interval",
              100 * Durations.MILLISECOND,
              Durations.HOUR,
              "How long a span waits for others to be sent with.")
          .fallback((double) (5 * Durations.SECOND));

  private SpansReader() {}

  /**
   * Null where the section has none.
   *
   * @param mode of the section
   */
  static Spans read(Section trace, TraceMode mode) {
    Section section = trace.section(SPANS);
    if (section == null) {
      return null;
    }
    Node place = trace.place(SPANS);
    if (place != null && mode != TraceMode.JOIN && mode != TraceMode.START) {
      trace.problem(
          place,
          "spans with mode " + mode,
          "mode join or start",
          "a span is the parent of what it calls, which " + mode + " does not tell");
    }
    String endpoint = CollectorReader.endpoint(section, ENDPOINT);
    String service = CollectorReader.service(section);
    return new Spans(
        endpoint,
        service,
        CollectorReader.headers(section),
        CollectorReader.resource(section),
        (int) section.number(QUEUE),
        (int) section.number(BATCH),
        (long) section.number(INTERVAL));
  }
}
