package dev.retrofuse.rules;

import java.util.List;

/** Reads the section {@code match: http}. */
final class HttpReader {
  private static final int MAX_PORT = 65_535;

  private static final Key METHOD =
      Key.texts(
          "method", PatternsReader.ALLOWED, "The method of the request, such as GET, in any case.");
  private static final Key HOST =
      Key.texts(
          "host",
          PatternsReader.ALLOWED,
          "The name or address of the host, such as *.example.com, in any case.");
  private static final Key PORT =
      Key.texts(
          "port",
          "a port from 1 to " + MAX_PORT + ", a range such as 8000-8099, or a list of these",
          "The port; where the URL names none it is 80 or 443.");
  private static final Key PATH =
      Key.texts(
          "path", PatternsReader.ALLOWED, "The path of the URL, without query, such as /pay/**.");

  private HttpReader() {}

  static Match read(Section http) {
    Patterns method = PatternsReader.readIgnoringCase(http, METHOD);
    Patterns host = PatternsReader.readIgnoringCase(http, HOST);
    refuseMoreThanHosts(http);
    List<Node> ports = http.texts(PORT);
    IntRanges port = ports == null ? null : RangesReader.read(http, PORT, ports, 1, MAX_PORT);
    return new HttpMatch(method, host, port, PatternsReader.read(http, PATH, "/"));
  }

  /** A host with scheme, port or path would match no request. */
  private static void refuseMoreThanHosts(Section http) {
    Node value = http.valuePlace(HOST);
    for (int i = 0; value != null && i < (value.isList() ? value.items.size() : 1); i++) {
      Node node = value.isList() ? value.items.get(i) : value;
      if (node.isText() && isMoreThanHost(node.text)) {
        http.wrong(HOST, node, "write the host alone, the rest under port and path");
      }
    }
  }

  /** Two colons or more are an address of IPv6. */
  private static boolean isMoreThanHost(String text) {
    int colon = text.indexOf(':');
    return text.indexOf('/') >= 0 || (colon >= 0 && colon == text.lastIndexOf(':'));
  }
}
