package dev.retrofuse.instrumentation.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.BootWaist;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
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

/** What holds for every way to make a call. */
abstract class GrpcClientContract {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  private static final String POLICIES =
      "    breaker: { window: 100 calls, minimum-calls: 4, open-wait: 1h, jitter: 0% }\n"
          + "    bulkhead: { max-concurrent: 1 }\n";

  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private EchoServer server;
  private ManagedChannel channel;
  private TestAgent agent;

  /**
   * Makes a call with one message.
   *
   * @return the answer
   * @throws Exception as the library gives it, with a status
   */
  abstract String call(Channel channel, CallOptions options, String text) throws Exception;

  @BeforeAll
  static void waistFirst() {
    BootWaist.install();
  }

  @BeforeEach
  void begin() throws Exception {
    server = new EchoServer(executor, new NoInterceptor());
    channel = server.channel();
  }

  @AfterEach
  void end() throws Exception {
    channel.shutdownNow();
    server.close();
    executor.shutdown();
    if (agent != null) {
      agent.close();
      assertEquals(Collections.emptyList(), agent.faults());
    }
  }

  private void attach(String match, String policies) {
    agent =
        TestAgent.attach(
            "rules:\n  - name: remote\n    match: { http: " + match + " }\n" + policies,
            new GrpcInstrumentation());
  }

  private void attach() {
    attach("{ host: 127.0.0.1 }", POLICIES);
  }

  private String call(String text) throws Exception {
    return call(channel, CallOptions.DEFAULT, text);
  }

  /** The answer, or the status. */
  private String outcome(String text) {
    return outcome(channel, CallOptions.DEFAULT, text);
  }

  private String outcome(Channel to, CallOptions options, String text) {
    try {
      return call(to, options, text);
    } catch (Exception e) {
      Status status = Status.fromThrowable(e);
      return status.getCode() + " " + status.getDescription();
    }
  }

  private Status rejection() {
    int before = server.received().size();
    try {
      throw new AssertionError("not refused: " + call("x"));
    } catch (Exception e) {
      assertEquals(before, server.received().size(), "calls that arrived");
      return Status.fromThrowable(e);
    }
  }

  /** Once the permits are back: some of gRPC's answers reach the application earlier. */
  private void assertCounted(long calls, long failures, long refused) {
    await(() -> agent.concurrent("remote") == 0);
    assertEquals(
        calls + " calls, " + failures + " failures, " + refused + " refused",
        agent.calls("remote")
            + " calls, "
            + agent.failures("remote")
            + " failures, "
            + agent.refused("remote")
            + " refused");
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited in vain");
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static <T> T inContext(Callable<T> call) throws Exception {
    RetrofuseContext before = RetrofuseTrace.begin(PARENT, "a=1", "user=alice");
    try {
      return call.call();
    } finally {
      RetrofuseTrace.restore(before);
    }
  }

  private String received(String name) {
    Metadata last = server.received().get(server.received().size() - 1);
    return last.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  @Test
  void versionUnderTestIsTheOneThatIsLoaded() {
    String jar = CallOptions.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.endsWith("-" + System.getProperty("grpc.version") + ".jar"), jar);
  }

  @Test
  void successIsCounted() throws Exception {
    attach();
    assertEquals("x", call("x"));
    assertCounted(1, 0, 0);
    assertEquals("127.0.0.1:" + server.port(), agent.status("remote").get(0).key());
  }

  @Test
  void statusSaysWhatIsAFailure() {
    for (String code : new String[] {"UNAVAILABLE", "RESOURCE_EXHAUSTED", "INTERNAL", "UNKNOWN"}) {
      assertSameOutcomeAndCounted("status " + code, 1);
    }
    for (String code : new String[] {"INVALID_ARGUMENT", "NOT_FOUND", "UNAUTHENTICATED"}) {
      assertSameOutcomeAndCounted("status " + code, 0);
    }
  }

  private void assertSameOutcomeAndCounted(String text, long failures) {
    String bare = outcome(text);
    assertTrue(bare.endsWith("as asked"), bare);
    attach();
    assertEquals(bare, outcome(text));
    assertCounted(1, failures, 0);
    agent.close();
  }

  @Test
  void connectionThatIsRefusedIsAFailure() throws Exception {
    attach();
    ManagedChannel nowhere;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = EchoServer.channel(closed.getLocalPort());
    }
    assertTrue(outcome(nowhere, CallOptions.DEFAULT, "x").startsWith("UNAVAILABLE"));
    nowhere.shutdownNow();
    assertCounted(1, 1, 0);
  }

  @Test
  void deadlineThatPassesIsAFailure() {
    attach();
    assertTrue(outcomeOfShortCall().startsWith("DEADLINE_EXCEEDED"));
    assertCounted(1, 1, 0);
  }

  private String outcomeOfShortCall() {
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS);
    return outcome(channel, options, "hang");
  }

  @Test
  void timeOutOfTheRuleIsADeadline() {
    attach("{ host: 127.0.0.1 }", POLICIES + "    time-out: { call: 300ms }\n");
    String outcome = outcome("hang");
    assertTrue(outcome.startsWith("DEADLINE_EXCEEDED"), outcome);
    assertCounted(1, 1, 0);
  }

  @Test
  void cancelledByTheServerIsNotJudged() {
    attach();
    assertEquals("CANCELLED as asked", outcome("status CANCELLED"));
    assertCounted(1, 0, 0);
  }

  @Test
  void cancelledByTheCallerIsNotJudged() throws Exception {
    attach();
    Context.CancellableContext context = Context.current().withCancellation();
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<String> first =
        other.submit(context.wrap(() -> outcome(channel, CallOptions.DEFAULT, "hang")));
    await(() -> server.hanging() == 1);
    context.cancel(null);
    assertTrue(first.get().startsWith("CANCELLED"));
    other.shutdown();
    assertCounted(1, 0, 0);
  }

  @Test
  void openBreakerRejectsWithoutACall() {
    attach();
    for (int i = 0; i < 4; i++) {
      assertEquals("UNKNOWN as asked", outcome("status UNKNOWN"));
    }
    assertCounted(4, 4, 0);
    Status rejection = rejection();
    assertEquals(Status.Code.UNAVAILABLE, rejection.getCode());
    assertTrue(rejection.getDescription().contains("remote"), rejection.getDescription());
    assertInstanceOf(ConnectException.class, rejection.getCause());
    assertCounted(4, 4, 1);
  }

  @Test
  void fullBulkheadRejects() throws Exception {
    attach();
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<String> first = other.submit(() -> call("hang"));
    await(() -> server.hanging() == 1);
    assertEquals(Status.Code.UNAVAILABLE, rejection().getCode());
    server.release();
    assertEquals("hang", first.get());
    other.shutdown();
    await(() -> agent.concurrent("remote") == 0);
    assertEquals("x", call("x"));
    assertCounted(2, 0, 1);
  }

  @Test
  void observedRuleNeverRejects() {
    attach("{ host: 127.0.0.1 }", POLICIES + "    mode: observe\n");
    for (int i = 0; i < 6; i++) {
      assertEquals("UNKNOWN as asked", outcome("status UNKNOWN"));
    }
    assertCounted(6, 6, 0);
  }

  @Test
  void methodPortAndPathAreMatched() throws Exception {
    String path = "path: '/test.Echo/*', port: " + server.port();
    attach("{ method: GET, " + path + " }", POLICIES);
    call("x");
    assertEquals(0, agent.calls("remote"));
    agent.close();
    attach("{ method: POST, " + path + " }", POLICIES);
    call("x");
    assertCounted(1, 0, 0);
  }

  @Test
  void contextOfTheThreadIsForwardedFromTheFirstCallOn() throws Exception {
    attach();
    for (int i = 0; i < 2; i++) {
      inContext(() -> call("x"));
      assertEquals(PARENT, received("traceparent"));
      assertEquals("a=1", received("tracestate"));
      assertEquals("user=alice", received("baggage"));
      assertCounted(i + 1, 0, 0);
    }
    call("x");
    assertNull(received("traceparent"));
  }

  @Test
  void headersOfTheApplicationAreLeftAlone() throws Exception {
    attach();
    Metadata own = new Metadata();
    own.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), OTHER);
    Channel traced =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(own));
    inContext(() -> call(traced, CallOptions.DEFAULT, "x"));
    assertEquals(OTHER, received("traceparent"));
    assertNull(received("tracestate"));
    assertEquals("user=alice", received("baggage"));
  }

  @Test
  void killSwitchAndDetachLetEverythingThrough() throws Exception {
    attach();
    for (int i = 0; i < 4; i++) {
      outcome("status UNKNOWN");
    }
    assertCounted(4, 4, 0);
    agent.engine().off();
    assertEquals("x", call("x"));
    agent.engine().on();
    assertEquals(Status.Code.UNAVAILABLE, rejection().getCode());
    agent.close();
    assertEquals("x", inContext(() -> call("x")));
    assertNull(received("traceparent"));
  }

  @Test
  void neitherRetriesNorAnswersAndSaysSo() throws Exception {
    attach(
        "{ host: 127.0.0.1 }",
        "    retry: { calls: all, back-off: 1ms }\n"
            + "    fallback: { for: failed, response: { status: 200, body: instead } }\n");
    assertEquals("hello", call("hello"));
    assertEquals("UNAVAILABLE as asked", outcome("status UNAVAILABLE"));
    assertCounted(2, 1, 0);
    assertEquals(0, agent.retries("remote").made());
    assertEquals(0, agent.status("remote").get(0).fallbacks());
    assertEquals(1, agent.notes().size(), () -> agent.notes().toString());
    String note = agent.notes().get(0);
    assertTrue(note.contains("'retry' makes none of these again"), note);
    assertTrue(note.contains("'fallback' answers none"), note);
  }
}
