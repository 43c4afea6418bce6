package dev.retrofuse.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import dev.retrofuse.testkit.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of B3, Jaeger, X-Ray and W3C Baggage on each server with each HTTP client, byte by byte
 * on the wire.
 */
class FormatsIT {
  private static final List<String> SERVERS = List.of("jdk", "tomcat", "jetty");
  private static final List<String> CLIENTS =
      List.of("url-connection", "apache4", "apache5", "okhttp", "okhttp-async");

  @TempDir static Path folder;

  private static ForkedJvm relay;
  private static RawServer target;

  @BeforeAll
  static void start() throws IOException {
    target = new RawServer();
    Path rules = Product.rules(folder, FormatTable.AS_IT_CAME);
    relay =
        ForkedJvm.start(
            ForkedJvm.ownHome(),
            List.of(Product.javaagent(rules), "-jar", System.getProperty("relay.jar")));
    relay.await("in force");
    relay.await("jetty=");
  }

  @AfterAll
  static void end() throws IOException {
    relay.close();
    target.close();
  }

  @Test
  void whatIsValidGoesOnAsItCame() throws Exception {
    onEachPair(FormatTable.AS_IT_CAME, FormatTable.asItCame());
  }

  @Test
  void oneFormIsToldAsAnother() throws Exception {
    onEachPair(FormatTable.CONVERTED, FormatTable.converted());
  }

  private static void onEachPair(String rules, List<FormatCase> cases) throws Exception {
    int mark = relay.mark();
    Product.rules(folder, rules + "# " + System.nanoTime() + "\n"); // another file, surely
    relay.await(mark, "in force");
    List<String> wrong = new ArrayList<>();
    for (String server : SERVERS) {
      int port = Integer.parseInt(relay.await(server + "=").split("=")[1]);
      for (String client : CLIENTS) {
        for (FormatCase each : cases) {
          List<String> told = told(port, client, each.in());
          if (!told.equals(each.out())) {
            wrong.add(server + ", " + client + ": " + each + " but told " + told);
          }
        }
      }
    }
    assertTrue(cases.size() > 10);
    assertEquals(List.of(), wrong);
  }

  /** The header lines of traces in a call that is made for a request with these. */
  private static List<String> told(int port, String client, List<String> headers) throws Exception {
    String order = "[{\"url\":\"" + target.url("/") + "\",\"arguments\":[]}]";
    String head =
        "POST /"
            + client
            + " HTTP/1.1\r\nHost: relay\r\nConnection: close\r\nContent-Length: "
            + order.length()
            + "\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((head + order).getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertTrue(answer.startsWith("HTTP/1.1 200 "), () -> answer + headers);
    }
    return Stream.of(target.next().split("\r\n"))
        .skip(1)
        .filter(line -> line.contains(": "))
        .map(FormatCase::lowerName)
        .filter(
            line -> line.matches("(b3|x-b3-.*|traceparent|tracestate|baggage|uber.*|x-amzn.*): .*"))
        .sorted()
        .toList();
  }
}
