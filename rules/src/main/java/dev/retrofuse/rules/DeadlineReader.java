package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads where the time that is left stands in requests. */
final class DeadlineReader {
  private static final List<String> USUAL =
      Arrays.asList("grpc-timeout", "x-envoy-expected-rq-timeout-ms", "x-request-timeout-ms");
  private static final String NAME = "[a-z0-9!#$%&'*+.^_`|~-]{1,100}";

  private static final Key DEADLINE =
      Key.section(
          "deadline",
          "Carries how long the caller still waits from inbound requests to the calls that are made"
              + " for them; {} for defaults.");
  private static final Key HEADERS =
      Key.texts(
              "headers",
              "a header's name, or a list of these",
              "Inbound headers that say how long the caller waits: grpc-timeout as gRPC writes it,"
                  + " any other one in milliseconds. The shortest counts.")
          .fallback(Key.join(USUAL).replace(" or ", ", "));
  private static final Key DEFAULT =
      Key.duration(
          "default",
          10 * Durations.MILLISECOND,
          Durations.HOUR,
          "How long a caller waits that does not say it; without it, as long as it takes.");
  private static final Key FORWARD =
      Key.text(
          "forward",
          "a header's name",
          "The header in which outbound HTTP calls are told what is left, in that header's form;"
              + " one that the application has set is left alone.");

  private DeadlineReader() {}

  /** Null when the file has none. */
  static Deadline read(Section file) {
    Section section = file.section(DEADLINE);
    if (section == null) {
      return null;
    }
    List<String> headers = headers(section);
    double nanos = section.number(DEFAULT);
    Node forward = section.text(FORWARD);
    return new Deadline(
        headers,
        Double.isNaN(nanos) ? 0 : (long) nanos,
        forward == null ? null : name(section, FORWARD, forward));
  }

  private static List<String> headers(Section section) {
    List<Node> nodes = section.texts(HEADERS);
    if (nodes == null) {
      return USUAL;
    }
    List<String> names = new ArrayList<>();
    for (Node node : nodes) {
      names.add(name(section, HEADERS, node));
    }
    return names;
  }

  private static String name(Section section, Key key, Node node) {
    String name = node.text.toLowerCase(Locale.ROOT);
    if (!name.matches(NAME)) {
      section.wrong(key, node, "write a name such as x-request-timeout-ms");
    }
    return name;
  }
}
