package dev.retrofuse.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the keys by which a collector of OpenTelemetry's is told of, whatever it is sent. */
final class CollectorReader {
  /** What a service without a name is called, by OpenTelemetry's conventions. */
  static final String UNKNOWN_SERVICE = "unknown_service:java";

  private static final Key SERVICE =
      Key.text("service", "a name", "The resource's service.name.").fallback(UNKNOWN_SERVICE);
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

  private CollectorReader() {}

  /** The key of the collector's URL, which has that path where it says none. */
  static Key endpoint(String path) {
    return Key.text(
            "endpoint",
            "a URL that begins with http:// or https://",
            "The collector, which takes OTLP as http/protobuf. Without a path, "
                + path
                + " is meant.")
        .required();
  }

  /** Empty where it is missing or wrong. */
  static String endpoint(Section section, Key key) {
    Node endpoint = section.text(key);
    if (endpoint != null && !isUrl(endpoint.text)) {
      section.wrong(key, endpoint, "write one such as http://127.0.0.1:4318");
    }
    return endpoint == null ? "" : endpoint.text;
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

  static String service(Section section) {
    Node service = section.text(SERVICE);
    return service == null ? UNKNOWN_SERVICE : service.text;
  }

  /** Names and values in turns. */
  static List<String> headers(Section section) {
    return HeaderFields.read(section, HEADERS, "write one such as 'Authorization: Bearer 123'");
  }

  /** Keys and values in turns. */
  static List<String> resource(Section section) {
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
