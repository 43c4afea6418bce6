package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The official suite of W3C Trace Context, level 2, on each server with each HTTP client. It speaks
 * HTTP/1 alone: its cases for gRPC and messages are in {@link FormatsIT}.
 */
class W3cSuiteIT {
  private static final List<String> SERVERS = List.of("jdk", "tomcat", "jetty", "netty");
  private static final List<String> CLIENTS =
      List.of("url-connection", "apache4", "apache5", "okhttp", "okhttp-async");

  @TempDir static Path folder;

  private static ForkedJvm relay;

  @BeforeAll
  static void start() {
    Path rules = Product.rules(folder, "trace: { mode: start }\n");
    relay =
        ForkedJvm.start(
            ForkedJvm.ownHome(),
            List.of(Product.javaagent(rules), "-jar", System.getProperty("relay.jar")));
    relay.await("in force");
    relay.await("ready");
  }

  @AfterAll
  static void end() {
    relay.close();
  }

  static Stream<List<String>> pairs() {
    Stream<List<String>> pairs =
        SERVERS.stream().flatMap(s -> CLIENTS.stream().map(c -> List.of(s, c)));
    return Stream.concat(pairs, Stream.of(List.of("jdk", "java-http")));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void all41Tests(List<String> pair) throws Exception {
    String port = relay.await(pair.get(0) + "=").split("=")[1];
    String url = "http://127.0.0.1:" + port + "/" + pair.get(1);
    weave(url);
    Process suite = suite(url);
    String output = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, suite.waitFor(), output);
    assertTrue(output.contains("Ran 41 tests"), output);
    assertTrue(output.trim().endsWith("OK"), output); // none is skipped
  }

  /** The first request loads the libraries' classes, which may take longer than the suite waits. */
  private static void weave(String url) throws Exception {
    String self = "[{\"url\":\"" + url + "\",\"arguments\":[]}]";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(self)).build();
    assertEquals(
        200, HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode());
  }

  private static Process suite(String url) throws IOException {
    ProcessBuilder python = new ProcessBuilder("/usr/bin/python3", "-B", "test.py", url);
    python.directory(Path.of("src/test/w3c").toFile()).redirectErrorStream(true);
    python.environment().put("SPEC_LEVEL", "2");
    python.environment().put("STRICT_LEVEL", "2");
    python.environment().put("HARNESS_PORT", String.valueOf(freePort()));
    return python.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
