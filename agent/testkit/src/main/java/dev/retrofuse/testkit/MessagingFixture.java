package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A messaging client that is woven, and a real broker behind a path that a test can break. */
public abstract class MessagingFixture {
  protected static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  protected static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  static final String RULE = "broker";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  static final Map<String, String> NO_HEADERS = Collections.emptyMap();

  private static final String BREAKER =
      """
          breaker:
            window: 100 calls
            minimum-calls: 2
            open-wait: %s
            jitter: 0%%
            trial-calls: 1
      """;
  protected static final String LONG_WAIT = String.format(BREAKER, "1h");
  protected static final String SHORT_WAIT = String.format(BREAKER, "100ms");
  protected static final String ONE_AT_A_TIME = "    bulkhead: { max-concurrent: 1 }\n";

  private String destination;
  private MessagingClient client;
  private TestAgent agent;

  protected abstract LibraryInstrumentation instrumentation();

  /** The system as rules name it. */
  protected abstract String system();

  /** The network path to the broker, over which the clients are connected. */
  protected abstract TcpProxy path();

  /**
   * A client with short time-outs, which tries again to connect within a few tenths of a second.
   *
   * @param destination what it sends to and consumes from; made here, and gone with the client
   */
  protected abstract MessagingClient connect(String destination) throws Exception;

  /** Holds that this is how the library tells of a failed send, and that its text has this part. */
  protected abstract void assertRejection(Exception thrown, String part);

  @BeforeAll
  static void waistFirst() {
    BootWaist.install();
  }

  @BeforeEach
  void begin() throws Exception {
    destination = "retrofuse." + UUID.randomUUID();
    client = connect(destination);
  }

  @AfterEach
  void end() throws Exception {
    path().pass();
    client.close();
    if (agent != null) {
      agent.close();
      assertEquals(Collections.emptyList(), agent.faults());
    }
  }

  /** Attaches with a breaker and a bulkhead of one for this test's destination. */
  protected final TestAgent attach() {
    return attach(destination, LONG_WAIT + ONE_AT_A_TIME);
  }

  /** Attaches with these policies for this test's destination. */
  protected final TestAgent attach(String policies) {
    return attach(destination, policies);
  }

  final TestAgent attach(String matched, String policies) {
    String match = "{ system: " + system() + ", destination: \"" + matched + "\" }";
    return attachWith(rules(match, policies + trace()));
  }

  /** The rules that have spans recorded, and messages tell the trace. */
  protected String spans() {
    return RecordedSpans.RULES;
  }

  /** The lines that have a rule tell the trace, where a system is not told it unless asked for. */
  protected String trace() {
    return "";
  }

  protected static String rules(String match, String policies) {
    return "rules:\n  - name: " + RULE + "\n    match: { messaging: " + match + " }\n" + policies;
  }

  protected final TestAgent attachWith(String rules) {
    agent = TestAgent.attach(rules, instrumentation());
    attached(client);
    return agent;
  }

  /**
   * For clients whose threads wait in the library when an agent comes, and notice it after that.
   */
  protected void attached(MessagingClient client) {}

  protected final TestAgent agent() {
    return agent;
  }

  protected final String destination() {
    return destination;
  }

  protected final MessagingClient client() {
    return client;
  }

  /** The name of the rule of {@link #attach()}. */
  protected final String rule() {
    return RULE;
  }

  protected final void send(String text) throws Exception {
    client.send(text, NO_HEADERS);
  }

  protected static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited in vain");
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Calls so far, failures among them, and calls refused; none is under way. */
  protected final void assertCounted(long calls, long failures, long refused) {
    String form = "%d calls, %d failures, %d refused, %d under way";
    assertEquals(
        String.format(form, calls, failures, refused, 0),
        String.format(
            form,
            agent.calls(RULE),
            agent.failures(RULE),
            agent.refused(RULE),
            agent.concurrent(RULE)));
  }

  /**
   * Breaks the path, and sends until so many sends have failed, be it for that or for an open
   * breaker.
   *
   * @return how many were tried
   */
  protected final int failSends(int failures) {
    path().refuse();
    int[] sent = new int[1];
    int[] failed = new int[1];
    await(
        () -> {
          sent[0]++;
          failed[0] += isSent() ? 0 : 1;
          return failed[0] == failures;
        });
    return sent[0];
  }

  /** A client may take some messages more before it notices that nobody does. */
  protected final void failUntilOpen() {
    path().refuse();
    await(
        () -> {
          isSent();
          return !agent.changes().isEmpty();
        });
  }

  protected final boolean isSent() {
    try {
      send("whether this arrives is not known");
      return true;
    } catch (Exception failed) {
      return false;
    }
  }

  /** Heals the path; unguarded until a send succeeds, so that the client is connected again. */
  protected final void healUnguarded() {
    path().pass();
    agent.engine().off();
    await(this::isSent);
    agent.engine().on();
  }

  /** Receives until there comes a text of the test's own. */
  protected final String received() throws Exception {
    return receivedMessage().text();
  }

  /** The same, with its headers. */
  protected final ReceivedMessage receivedMessage() throws Exception {
    ReceivedMessage message = client.receive();
    while (message.text().startsWith("whether")) {
      message = client.receive();
    }
    return message;
  }

  protected final void assertRejected(String text) {
    long before = agent.refused(RULE);
    assertRejection(assertThrows(Exception.class, () -> send(text)), "'" + RULE + "'");
    assertEquals(before + 1, agent.refused(RULE));
    assertEquals(0, agent.concurrent(RULE));
  }

  /** Makes a call on a thread that works for a trace. */
  protected static <T> T inContext(Callable<T> call) throws Exception {
    RetrofuseContext before = RetrofuseTrace.begin(PARENT, "a=1,b=2", "user=alice");
    try {
      return call.call();
    } finally {
      RetrofuseTrace.restore(before);
    }
  }
}
