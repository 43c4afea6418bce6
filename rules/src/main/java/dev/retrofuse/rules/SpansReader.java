package dev.retrofuse.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the section {@code spans} of the file's section {@code trace}. */
final class SpansReader {
  private static final Key SPANS =
      Key.section(
          "spans",
          "Records a span of each request, message and call, and sends them to an OpenTelemetry"
              + " collector. Needs mode join or start.");
  private static final Key ENDPOINT =
      Key.text(
              "endpoint",
              "a URL that begins with http:// or https://",
              "The collector, which takes OTLP as http/protobuf. Without a path, /v1/traces is"
                  + " meant.")
          .required();
  private static final Key SERVICE =
      Key.text("service", "a name", "The resource's service.name.").fallback(Spans.UNKNOWN_SERVICE);
  private static final Key HEADERS =
      Key.texts(
          "headers",
          "'Name: value' in quotes, or a list of these",
          "Header fields for the collector, such as credentials.");
  private static final Key RESOURCE =
      Key.texts(
          "resource",
          "key=value, or a list of these",
          "More attributes of the resource, such as deployment.environment.name=test.");
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
    Node endpoint = section.text(ENDPOINT);
    if (endpoint != null && !isUrl(endpoint.text)) {
      section.wrong(ENDPOINT, endpoint, "write one such as http://127.0.0.1:4318");
    }
    Node service = section.text(SERVICE);
    return new Spans(
        endpoint == null ? "" : endpoint.text,
        service == null ? Spans.UNKNOWN_SERVICE : service.text,
        HeaderFields.read(section, HEADERS, "write one such as 'Authorization: Bearer 123'"),
        resource(section),
        (int) section.number(QUEUE),
        (int) section.number(BATCH),
        (long) section.number(INTERVAL));
  }

  private static boolean isUrl(String text) {
    try {
      URI url = new URI(text);
      boolean scheme = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return scheme && url.getHost() != null && url.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static List<String> resource(Section section) {
    List<Node> nodes = section.texts(RESOURCE);
    List<String> attributes = new ArrayList<>();
    for (int i = 0; nodes != null && i < nodes.size(); i++) {
      String text = nodes.get(i).text;
      int equals = text.indexOf('=');
      if (equals > 0) {
        attributes.addAll(Arrays.asList(text.substring(0, equals), text.substring(equals + 1)));
      } else {
        section.wrong(RESOURCE, nodes.get(i), "write one such as host.name=web1");
      }
    }
    return attributes;
  }
}
