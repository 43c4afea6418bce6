package dev.retrofuse.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What is answered to a request: the metrics to {@code GET /metrics}, and nothing to any other. */
final class ScrapeAnswer {
  private static final byte[] NOTHING = {};
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final AgentMetrics metrics;

  ScrapeAnswer(AgentMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * The whole answer.
   *
   * @param head of the request, up to the empty line
   */
  byte[] to(String head) throws IOException {
    String[] line = head.substring(0, head.indexOf('\r')).split(" ");
    if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
      return answer("400 Bad Request", PLAIN, NOTHING, true);
    }
    boolean get = line[0].equals("GET");
    if (!get && !line[0].equals("HEAD")) {
      return answer("405 Method Not Allowed\r\nAllow: GET, HEAD", PLAIN, NOTHING, true);
    }
    if (!line[1].replaceFirst("\\?.*", "").equals("/metrics")) {
      byte[] text = "see /metrics\n".getBytes(StandardCharsets.US_ASCII);
      return answer("404 Not Found", PLAIN, text, get);
    }
    PrometheusText text = new PrometheusText(acceptsOpenMetrics(head));
    return answer("200 OK", text.contentType(), text.of(metrics.take()), get);
  }

  private static boolean acceptsOpenMetrics(String head) {
    for (String field : head.toLowerCase(Locale.ROOT).split("\r\n")) {
      if (field.startsWith("accept:") && field.contains("application/openmetrics-text")) {
        return true;
      }
    }
    return false;
  }

  private static byte[] answer(String status, String type, byte[] body, boolean withBody)
      throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length
            + "\r\nConnection: close\r\n\r\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream(head.length() + body.length);
    all.write(head.getBytes(StandardCharsets.US_ASCII));
    if (withBody) {
      all.write(body);
    }
    return all.toByteArray();
  }
}
