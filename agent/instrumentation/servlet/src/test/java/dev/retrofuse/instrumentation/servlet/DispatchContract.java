package dev.retrofuse.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.BootWaist;
import dev.retrofuse.testkit.InboundServer;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The ways that a request can go in a container: its context is there wherever it goes, and no
 * longer.
 */
public abstract class DispatchContract {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String PASS = "rules: []\ntrace: { mode: pass }\n";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  private final HttpClient client = HttpClient.newHttpClient();
  private TestAgent agent;
  private InboundServer server;

  /** A container with two threads for requests, a servlet, and it as the page for all errors. */
  abstract InboundServer start() throws Exception;

  /** Notes what is called, and the trace that its thread works for. */
  public static void see(String what) {
    RetrofuseContext context = RetrofuseThread.current().context();
    SEEN.add(what + " " + (context == null ? "none" : context.value("traceparent")));
  }

  @BeforeAll
  static void waistFirst() {
    BootWaist.install();
  }

  @BeforeEach
  void begin() throws Exception {
    agent = TestAgent.attach(PASS, new ServletInstrumentation());
    server = start();
  }

  @AfterEach
  void end() throws Exception {
    server.close();
    agent.close();
    assertEquals(List.of(), agent.faults());
  }

  /** Goes that way, and then sends what has no context over the same threads. */
  final void assertWay(String way, String... seen) throws Exception {
    Collection<String> expected = new TreeSet<>(List.of("outside none", way + " " + PARENT));
    for (String each : seen) {
      expected.add(each + " " + PARENT);
    }
    assertSeen(way, PARENT, expected);
    for (int i = 0; i < 4; i++) {
      assertSeen("/target", null, List.of("/target none", "outside none"));
    }
  }

  private void assertSeen(String way, String traceparent, Collection<String> expected)
      throws Exception {
    SEEN.clear();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + way));
    if (traceparent != null) {
      request.header("traceparent", traceparent);
    }
    client.send(request.build(), BodyHandlers.discarding());
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!SEEN.containsAll(expected) && System.nanoTime() < end) {
      LockSupport.parkNanos(2_000_000);
    }
    assertEquals(new TreeSet<>(expected), new TreeSet<>(SEEN));
  }

  @Test
  void forwardsIncludesAndErrorPages() throws Exception {
    assertWay("/forward", "/target");
    assertWay("/include", "/target");
    assertWay("/error", "/target");
    assertWay("/throw", "/target");
  }
}
