package dev.retrofuse.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import dev.retrofuse.testkit.KafkaBroker;
import dev.retrofuse.testkit.RawServer;
import java.io.File;
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
 * The cases of W3C Trace Context, B3, Jaeger, X-Ray and W3C Baggage on each server with each
 * client, byte by byte on the wire, and through each messaging system on the way from a server to a
 * client.
 */
class FormatsIT {
  private static final List<String> SERVERS = List.of("jdk", "tomcat", "jetty", "netty", "grpc");
  private static final List<String> CLIENTS =
      List.of(
          "url-connection", "apache4", "apache5", "okhttp", "okhttp-async", "java-http", "grpc");
  private static final List<String> MESSAGING =
      List.of("kafka", "rabbitmq", "jms", "nats", "mqtt", "jedis", "lettuce");

  @TempDir static Path folder;

  private static ForkedJvm relay;
  private static RawServer target;
  private static GrpcEnds grpc;
  private static KafkaBroker kafka;

  @BeforeAll
  static void start() throws IOException {
    target = new RawServer();
    grpc = new GrpcEnds();
    kafka = KafkaBroker.start(System.getProperty("broker.libraries") + File.separator + "*");
    Path rules = Product.rules(folder, FormatTable.AS_IT_CAME);
    relay =
        ForkedJvm.start(
            ForkedJvm.ownHome(),
            List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                Product.javaagent(rules),
                "-jar",
                System.getProperty("relay.jar"),
                "127.0.0.1:" + kafka.path().port()));
    relay.await("in force");
    relay.await("ready");
  }

  @AfterAll
  static void end() throws IOException {
    relay.send("end");
    relay.exitCode();
    relay.close();
    kafka.close();
    grpc.close();
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
      for (String client : CLIENTS) {
        wrong.addAll(wrong(server, client, cases));
      }
    }
    for (String system : MESSAGING) {
      wrong.addAll(wrong("jdk", system, cases));
    }
    assertTrue(cases.size() > 10);
    assertEquals(List.of(), wrong);
  }

  private static List<String> wrong(String server, String client, List<FormatCase> cases)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    for (FormatCase each : cases) {
      List<String> told = told(server, client, each.in());
      if (!told.equals(each.out())) {
        wrong.add(server + ", " + client + ": " + each + " but told " + told);
      }
    }
    return wrong;
  }

  /** The header lines of traces in a call that is made for a request with these. */
  private static List<String> told(String server, String client, List<String> headers)
      throws Exception {
    int port = Integer.parseInt(relay.await(server + "=").split("=")[1]);
    String url = client.equals("grpc") ? grpc.url() : target.url("/");
    String order = "[{\"url\":\"" + url + "\",\"arguments\":[]}]";
    if (server.equals("grpc")) {
      grpc.call(port, "relay/" + client, headers, order);
    } else {
      post(port, client, headers, order);
    }
    String told = client.equals("grpc") ? grpc.next() : target.next();
    return Stream.of(told.split("\r\n"))
        .filter(line -> line.contains(": "))
        .map(FormatCase::lowerName)
        .filter(
            line -> line.matches("(b3|x-b3-.*|traceparent|tracestate|baggage|uber.*|x-amzn.*): .*"))
        .sorted()
        .toList();
  }

  private static void post(int port, String client, List<String> headers, String order)
      throws IOException {
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
      assertTrue(
          answer.startsWith("HTTP/1.1 200 "),
          () -> client + ", " + headers + ": '" + answer + "', the relay: " + relay.lines());
    }
  }
}
