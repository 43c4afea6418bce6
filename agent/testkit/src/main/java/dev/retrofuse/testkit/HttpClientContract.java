package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every HTTP client that is woven, however it is used. */
public abstract class HttpClientContract {
  private static final String RULE = "remote";
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int SHORT_MILLIS = 300;

  private static final String BREAKER =
      "    breaker:\n"
          + "      window: 100 calls\n"
          + "      minimum-calls: 4\n"
          + "      open-wait: %s\n"
          + "      jitter: 0%%\n"
          + "      trial-calls: 1\n";
  private static final String LONG_WAIT = String.format(BREAKER, "1h");
  private static final String SHORT_WAIT = String.format(BREAKER, "50ms");
  private static final String ONE_AT_A_TIME = "    bulkhead: { max-concurrent: 1 }\n";
  private static final String RESPONSE =
      "    fallback:\n"
          + "      for: refused\n"
          + "      response:\n"
          + "        status: 203\n"
          + "        headers: ['Content-Type: text/plain;charset=UTF-8', 'X-From: rule']\n"
          + "        body: gr\u00fcn\n";
  private static final String OBSERVE = "    mode: observe\n";

  private RecordingServer server;
  private TestAgent agent;

  protected abstract LibraryInstrumentation instrumentation();

  /**
   * Sends by the client under test, following redirects, without retries of the test's own.
   *
   * @return the answer as {@code status body}
   * @throws Exception what the client throws to its user
   */
  protected abstract String send(ClientRequest request) throws Exception;

  /** Whether a rule's response can take the place of a call; else the call fails all the same. */
  protected boolean givesResponses() {
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

  private void attach(String match, String policies) {
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

  /** Calls so far, failures among them, and calls refused. */
  protected final void assertCounted(long calls, long failures, long refused) {
    String expected = calls + " calls, " + failures + " failures, " + refused + " refused";
    String found =
        agent.calls(RULE)
            + " calls, "
            + agent.failures(RULE)
            + " failures, "
            + agent.refused(RULE)
            + " refused";
    assertEquals(expected, found);
    assertEquals(0, agent.concurrent(RULE), "permits that did not come back");
  }

  /** What the application sees: the answer, or the failure and its causes. */
  private String outcome(ClientRequest request) {
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

  private void assertSameOutcomeAndCounted(ClientRequest request, long failures) {
    String bare = outcome(request);
    attach();
    assertEquals(bare, outcome(request));
    assertCounted(1, failures, 0);
  }

  private void fail(int times) throws Exception {
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

  private static ClientRequest refused() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return ClientRequest.get("http://127.0.0.1:" + closed.getLocalPort() + "/");
    }
  }

  @Test
  void successIsCounted() {
    assertSameOutcomeAndCounted(get("/ok"), 0);
  }

  @Test
  void serverErrorIsAFailure() {
    assertSameOutcomeAndCounted(get("/status/500"), 1);
  }

  @Test
  void tooManyRequestsIsAFailure() {
    assertSameOutcomeAndCounted(get("/status/429"), 1);
  }

  @Test
  void notFoundIsNoFailure() {
    assertSameOutcomeAndCounted(get("/status/404"), 0);
  }

  @Test
  void refusedConnectionIsAFailure() throws Exception {
    assertSameOutcomeAndCounted(refused(), 1);
  }

  @Test
  void timeOutIsAFailure() {
    ClientRequest request = get("/hang").timeoutMillis(SHORT_MILLIS);
    String bare = withoutCauses(outcome(request));
    attach();
    assertEquals(bare, withoutCauses(outcome(request)));
    assertCounted(1, 1, 0);
  }

  // How much a time-out says of its causes is a matter of chance in some clients.
  private static String withoutCauses(String outcome) {
    return outcome.substring(0, outcome.indexOf('\n'));
  }

  @Test
  void redirectCountsOnce() {
    assertSameOutcomeAndCounted(get("/redirect"), 0);
    assertEquals("/ok", server.last().path);
  }

  @Test
  void postedBodyArrives() {
    assertSameOutcomeAndCounted(post("/echo", "some text"), 0);
    assertEquals("POST", server.last().method);
    assertEquals("some text", server.last().body);
  }

  @Test
  void openBreakerRejectsWithoutARequest() throws Exception {
    attach();
    fail(4);
    ConnectException rejection = assertRejected(get("/hang"));
    assertTrue(rejection.getMessage().contains(RULE), rejection.getMessage());
    assertRejected(post("/echo", "some text"));
    assertEquals(2, agent.refused(RULE));
    assertEquals(0, agent.concurrent(RULE));
  }

  @Test
  void trialCallClosesTheBreaker() throws Exception {
    attach("{ host: 127.0.0.1 }", SHORT_WAIT);
    fail(4);
    server.heal();
    await(() -> outcome(get("/sick")).equals("200 answer "));
    assertEquals("200 answer ", send(get("/sick")));
    assertTrue(agent.changes().size() >= 3, agent.changes().toString());
  }

  @Test
  void observedRuleNeverRejects() throws Exception {
    attach("{ host: 127.0.0.1 }", LONG_WAIT + OBSERVE);
    fail(6);
    assertEquals(6, received());
    assertEquals(6, agent.calls(RULE));
    assertEquals(0, agent.refused(RULE));
    assertEquals(2, agent.status(RULE).get(0).wouldRefuse());
  }

  @Test
  void refusedCallIsAnsweredWhereTheRuleSaysSo() throws Exception {
    attach("{ host: 127.0.0.1 }", LONG_WAIT + RESPONSE);
    fail(4);
    int before = received();
    if (givesResponses()) {
      assertEquals("203 gr\u00fcn", send(get("/hang")));
      assertEquals("203 gr\u00fcn", send(post("/echo", "some text")));
      assertEquals(2, agent.status(RULE).get(0).fallbacks());
    } else {
      assertRejected(get("/hang"));
    }
    assertEquals(before, received());
    agent.engine().off();
    assertEquals("200 answer ", send(get("/ok")));
  }

  @Test
  void failedCallIsAnsweredWhereTheRuleSaysSo() throws Exception {
    String response = RESPONSE.replace("refused", "failed");
    attach("{ host: 127.0.0.1 }", LONG_WAIT.replace("4", "100") + response);
    assertEquals("500 answer ", send(get("/sick")));
    assertEquals("200 answer ", send(get("/ok")));
    if (givesResponses()) {
      assertEquals("203 gr\u00fcn", send(refused()));
      assertEquals("203 gr\u00fcn", send(get("/hang").timeoutMillis(SHORT_MILLIS)));
      assertEquals(3, agent.failures(RULE));
      assertEquals(2, fallbacks());
      agent.close();
    }
    attach("{ host: 127.0.0.1 }", LONG_WAIT.replace("4", "100") + response + OBSERVE);
    assertThrows(Exception.class, () -> send(refused()));
    assertEquals(0, fallbacks());
  }

  private long fallbacks() {
    return agent.status(RULE).stream().mapToLong(GuardStatus::fallbacks).sum();
  }

  @Test
  void otherHostIsUntouched() throws Exception {
    attach("{ host: other.example }", LONG_WAIT);
    fail(6);
    assertEquals(Collections.emptyList(), agent.status(RULE));
  }

  @Test
  void methodAndPathAreMatched() throws Exception {
    attach("{ method: POST, port: " + server.port() + ", path: /echo }", LONG_WAIT);
    send(get("/echo"));
    send(post("/echo/", "x"));
    assertEquals(0, agent.calls(RULE));
    send(post("/echo?q=/", "x"));
    assertEquals(1, agent.calls(RULE));
  }

  @Test
  void killSwitchLetsEverythingThrough() throws Exception {
    attach();
    fail(4);
    agent.engine().off();
    fail(2);
    agent.engine().on();
    assertRejected(get("/ok"));
  }

  @Test
  void emptyRulesChangeNothingOnTheWire() throws Exception {
    try (RawServer raw = new RawServer()) {
      ClientRequest post = ClientRequest.post(raw.url("/a?b=c"), "text").header("X-Own", "1");
      String answer = send(post);
      String bare = raw.next();
      agent = TestAgent.attach("rules: []\n", instrumentation());
      String woven = inContext(() -> send(post));
      assertEquals(answer, woven);
      assertEquals(bare, raw.next());
      assertTrue(bare.startsWith("POST /a?b=c HTTP/1.1\r\n") && bare.endsWith("text"), bare);
    }
  }

  @Test
  void withoutAContextNothingIsAddedOnTheWire() throws Exception {
    try (RawServer raw = new RawServer()) {
      ClientRequest post = ClientRequest.post(raw.url("/a"), "text").header("X-Own", "1");
      send(post);
      String bare = raw.next();
      attach();
      send(post);
      assertEquals(bare, raw.next());
      assertCounted(1, 0, 0);
    }
  }

  @Test
  void contextOfTheThreadIsForwarded() throws Exception {
    attach();
    ClientRequest request = get("/redirect").header("X-Own", "1");
    inContext(PARENT, "a=1,b=2", "user=alice", () -> send(request));
    for (RecordingServer.Received each : server.received()) {
      assertEquals(PARENT, each.header("traceparent"));
      assertEquals("a=1,b=2", each.header("tracestate"));
      assertEquals("user=alice", each.header("baggage"));
      assertEquals("1", each.header("X-Own"));
    }
    assertEquals(2, received());
    inContext(OTHER, null, null, () -> send(post("/echo", "x")));
    assertEquals(OTHER, receivedHeader("traceparent"));
    assertNull(receivedHeader("baggage"));
  }

  @Test
  void headersOfTheApplicationAreLeftAlone() throws Exception {
    attach();
    ClientRequest traced = get("/ok").header("traceparent", OTHER);
    inContext(() -> send(traced));
    assertEquals(OTHER, receivedHeader("traceparent"));
    assertNull(receivedHeader("tracestate"));
    assertEquals("user=alice", receivedHeader("baggage"));
    ClientRequest baggage = get("/ok").header("Baggage", "own=1");
    inContext(() -> send(baggage));
    assertEquals(PARENT, receivedHeader("traceparent"));
    assertEquals("own=1", receivedHeader("baggage"));
  }

  @Test
  void permitComesBackHoweverACallEnds() throws Exception {
    attach();
    send(get("/ok"));
    send(post("/echo", "x"));
    send(get("/redirect"));
    assertNotNull(outcome(get("/status/404")));
    assertNotNull(outcome(refused()));
    assertNotNull(outcome(get("/hang").timeoutMillis(SHORT_MILLIS)));
    assertEquals("200 answer ", send(get("/ok")));
    assertCounted(7, 2, 0);
  }

  @Test
  void fullBulkheadRejects() throws Exception {
    attach();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<String> first = other.submit(() -> send(get("/hang")));
      await(() -> received() == 1);
      assertRejected(get("/ok"));
      server.release();
      assertEquals("200 answer ", first.get());
      assertEquals("200 answer ", send(get("/ok")));
      assertCounted(2, 0, 1);
    } finally {
      other.shutdown();
    }
  }

  /** Makes a call on a thread that works for a trace. */
  protected static <T> T inContext(Callable<T> call) throws Exception {
    return inContext(PARENT, "a=1", "user=alice", call);
  }

  private static <T> T inContext(String parent, String state, String baggage, Callable<T> call)
      throws Exception {
    RetrofuseContext before = RetrofuseTrace.begin(parent, state, baggage);
    try {
      return call.call();
    } finally {
      RetrofuseTrace.restore(before);
    }
  }
}
