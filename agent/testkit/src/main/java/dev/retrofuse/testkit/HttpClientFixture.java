package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A server of the test's own, an agent with rules for it, and what the tests of HTTP clients ask of
 * both.
 */
public abstract class HttpClientFixture {
  static final String RULE = "remote";
  static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  static final int SHORT_MILLIS = 300;

  static final String BREAKER =
      "    breaker:\n"
          + "      window: 100 calls\n"
          + "      minimum-calls: 4\n"
          + "      open-wait: %s\n"
          + "      jitter: 0%%\n"
          + "      trial-calls: 1\n";
  static final String LONG_WAIT = String.format(BREAKER, "1h");
  static final String SHORT_WAIT = String.format(BREAKER, "50ms");
  static final String ONE_AT_A_TIME = "    bulkhead: { max-concurrent: 1 }\n";
  static final String RETRY =
      "    retry: { back-off: 1ms, max-back-off: 1s, budget-floor: 0/s%s }\n";
  static final String IDEMPOTENT = String.format(RETRY, "");
  static final String ALL = String.format(RETRY, ", calls: all");
  static final String OBSERVE = "    mode: observe\n";

  RecordingServer server;
  TestAgent agent;

  protected abstract LibraryInstrumentation instrumentation();

  /**
   * Sends by the client under test, following redirects, without retries of the test's own.
   *
   * @return the answer as {@code status body}
   * @throws Exception what the client throws to its user
   */
  protected abstract String send(ClientRequest request) throws Exception;

  /** The same, with the body from where it can be read only once. */
  protected abstract String sendOnce(ClientRequest request) throws Exception;

  /** Whether {@link #send} ends when its thread is interrupted. */
  protected boolean isInterruptible() {
    return true;
  }

  @BeforeAll
  static void waistFirst() {
    BootWaist.install();
  }

  @BeforeEach
  void begin() throws IOException {
    server = new RecordingServer();
  }

  @AfterEach
  void end() {
    server.close();
    if (agent != null) {
      agent.close();
      assertEquals(Collections.emptyList(), agent.faults());
    }
  }

  void attach(String match, String policies) {
    agent =
        TestAgent.attach(
            "rules:\n  - name: " + RULE + "\n    match: { http: " + match + " }\n" + policies,
            instrumentation());
  }

  /** Attaches with a rule for the test's own server. */
  protected final TestAgent attach() {
    attach("{ host: 127.0.0.1 }", LONG_WAIT + ONE_AT_A_TIME);
    return agent;
  }

  /** Attaches with these policies and a bulkhead for the test's own server. */
  protected final TestAgent attach(String policies) {
    attach("{ host: 127.0.0.1 }", ONE_AT_A_TIME + policies);
    return agent;
  }

  /** The name of that rule. */
  protected final String rule() {
    return RULE;
  }

  protected final ClientRequest get(String path) {
    return ClientRequest.get(server.url(path));
  }

  protected final ClientRequest post(String path, String body) {
    return ClientRequest.post(server.url(path), body);
  }

  /** How many requests the server has received. */
  protected final int received() {
    return server.received().size();
  }

  /** How many connections they came on. */
  protected final long connections() {
    return server.received().stream().mapToInt(each -> each.clientPort).distinct().count();
  }

  protected final String receivedHeader(String name) {
    return server.last().header(name);
  }

  protected final void release() {
    server.release();
  }

  protected static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited in vain");
      LockSupport.parkNanos(1_000_000);
    }
  }

  /**
   * Calls so far, failures among them, calls refused, and no permit that is out. A call that ends
   * on another thread may be counted when the application knows of its end already.
   */
  protected final void assertCounted(long calls, long failures, long refused) {
    String expected =
        calls + " calls, " + failures + " failures, " + refused + " refused, 0 under way";
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!expected.equals(counted()) && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertEquals(expected, counted());
  }

  private String counted() {
    return agent.calls(RULE)
        + " calls, "
        + agent.failures(RULE)
        + " failures, "
        + agent.refused(RULE)
        + " refused, "
        + agent.concurrent(RULE)
        + " under way";
  }

  /** What the application sees: the answer, or the failure and its causes. */
  String outcome(ClientRequest request) {
    try {
      return send(request);
    } catch (Exception e) {
      StringBuilder text = new StringBuilder();
      for (Throwable each = e; each != null; each = each.getCause()) {
        text.append(each).append('\n');
      }
      return text.toString();
    }
  }

  void assertSameOutcomeAndCounted(ClientRequest request, long failures) {
    String bare = outcome(request);
    attach();
    assertEquals(bare, outcome(request));
    assertCounted(1, failures, 0);
  }

  void fail(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      assertEquals("500 answer ", send(get("/sick")));
    }
  }

  protected final ConnectException assertRejected(ClientRequest request) {
    int before = received();
    Exception thrown = assertThrows(Exception.class, () -> send(request));
    assertEquals(before, received(), "requests of a rejected call");
    return assertInstanceOf(ConnectException.class, thrown);
  }

  static ClientRequest refused() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return ClientRequest.get("http://127.0.0.1:" + closed.getLocalPort() + "/");
    }
  }

  // How much a time-out says of its causes is a matter of chance in some clients.
  static String withoutCauses(String outcome) {
    return outcome.substring(0, outcome.indexOf('\n'));
  }

  /** Makes a call on a thread that works for a trace. */
  protected static <T> T inContext(Callable<T> call) throws Exception {
    return inContext(PARENT, "a=1", "user=alice", call);
  }

  static <T> T inContext(String parent, String state, String baggage, Callable<T> call)
      throws Exception {
    RetrofuseContext before = RetrofuseTrace.begin(parent, state, baggage);
    try {
      return call.call();
    } finally {
      RetrofuseTrace.restore(before);
    }
  }
}
