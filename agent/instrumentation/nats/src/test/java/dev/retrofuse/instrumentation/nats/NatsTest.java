package dev.retrofuse.instrumentation.nats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.MessagingSpoolContract;
import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.weaving.LibraryInstrumentation;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the NATS of this machine. */
class NatsTest extends MessagingSpoolContract {
  private static final int PORT = 4222;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final byte[] BODY = "body".getBytes(StandardCharsets.UTF_8);
  private static TcpProxy path;

  @BeforeAll
  static void start() {
    path = TcpProxy.to("127.0.0.1", PORT);
  }

  @AfterAll
  static void stop() {
    path.close();
  }

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new NatsInstrumentation();
  }

  @Override
  protected String system() {
    return "nats";
  }

  @Override
  protected TcpProxy path() {
    return path;
  }

  @Override
  protected MessagingClient connect(String destination) throws Exception {
    return new NatsClient(path.port(), PORT, destination);
  }

  @Override
  protected void attached(MessagingClient client) {
    ((NatsClient) client).wake();
  }

  private NatsClient nats() {
    return (NatsClient) client();
  }

  private Connection connection() {
    return nats().connection();
  }

  @Override
  protected void assertRejection(Exception thrown, String part) {
    assertSame(IllegalStateException.class, thrown.getClass());
    assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    assertEquals(0, thrown.getStackTrace().length);
  }

  @Override
  protected void holdBack() {
    path.refuse();
    await(() -> connection().getStatus() != Connection.Status.CONNECTED);
    // Takes what room there is for messages while it is not connected.
    await(() -> !isSent());
  }

  @Test
  void aRequestThatReachesNobodyIsMadeAgain() throws Exception {
    attach("    retry: { attempts: 10, back-off: 200ms }\n" + "    breaker: {}\n");
    Thread answering =
        new Thread(
            () -> {
              await(() -> !agent().status(rule()).isEmpty() && agent().retries(rule()).made() > 0);
              try {
                answer();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    nats().stopConsuming();
    answering.start();
    Message answer = inContext(() -> connection().request(destination(), BODY, LONG));
    answering.join();
    assertEquals(PARENT, NatsClient.read(answer).text());
    assertEquals(1, agent().retries(rule()).succeeded());
    long made = agent().retries(rule()).made();
    assertCounted(made + 1, made, 0);
  }

  @Test
  void aRequestWaitsNoLongerThanItMay() throws Exception {
    attach("    time-out: { call: 200ms }\n    bulkhead: { max-concurrent: 1 }\n");
    assertNull(connection().request(destination(), BODY, Duration.ofHours(1)));
    assertCounted(1, 1, 0);
    answer();
    assertNotNull(connection().request(destination(), BODY, Duration.ofHours(1)));
    assertCounted(2, 1, 0);
  }

  @Test
  void aRequestThatSomebodyMayHaveTakenIsMadeAgainOnlyWhereTheRuleSaysSo() throws Exception {
    attach(RETRY);
    Duration time = Duration.ofMillis(100);
    assertNull(connection().request(destination(), BODY, time));
    assertCounted(1, 1, 0);
    assertRetried(0, 0);
    agent().rules(rulesHere(RETRY.replace("attempts", "calls: all, attempts")));
    assertNull(connection().request(destination(), BODY, time));
    assertCounted(3, 3, 0);
    assertRetried(1, 0);
  }

  private String rulesHere(String policies) {
    return rules("{ system: nats, destination: \"" + destination() + "\" }", policies);
  }

  @Test
  void whatIsKeptHasItsHeadersAndWhereToAnswer() throws Exception {
    attach(SHORT_WAIT + spool("1MB"));
    Subscription taken = nats().consuming().subscribe(destination());
    nats().consuming().flush(LONG);
    breakUntilKept();
    Headers own = new Headers().add("own", "1", "2");
    connection()
        .publish(
            NatsMessage.builder()
                .subject(destination())
                .replyTo("answers.here")
                .headers(own)
                .data(new byte[] {0, -1})
                .build());
    connection().publish(destination(), null);
    path().pass();
    Message kept = taken.nextMessage(LONG);
    while (kept.getData().length > 2) {
      kept = taken.nextMessage(LONG);
    }
    assertEquals("answers.here", kept.getReplyTo());
    assertEquals(List.of("1", "2"), kept.getHeaders().get("own"));
    assertArrayEquals(new byte[] {0, -1}, kept.getData());
    kept = taken.nextMessage(LONG);
    assertEquals(0, kept.getData().length);
    assertNull(kept.getReplyTo());
  }

  @Test
  void anAnswerIsNotKept() throws Exception {
    String match = "{ system: nats, destination: (inbox) }";
    attachWith(rules(match, "    rate-limit: { rate: 1/h, burst: 1 }\n" + spool("1MB")));
    connection().publish("_INBOX.a", BODY);
    assertRejection(
        assertThrows(Exception.class, () -> connection().publish("_INBOX.a", BODY)), "'");
    assertEquals(1, agent().status(rule()).get(0).spool().notKept());
  }

  @Test
  void theNamedVersionIsTested() {
    String version = System.getProperty("nats.version", "2.10.0");
    String jar = Nats.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.endsWith("/jnats-" + version + ".jar"), jar);
  }

  @Test
  void everyWayToPublishIsOneTracedCall() throws Exception {
    attach();
    int ways = 0;
    for (Method method : Connection.class.getMethods()) {
      if (method.getName().equals("publish")) {
        ways++;
        inContext(() -> method.invoke(connection(), arguments(method)));
        ReceivedMessage message = client().receive();
        assertEquals(method + ": body", method + ": " + message.text());
        assertEquals(PARENT, message.header("traceparent"));
        assertCounted(ways, 0, 0);
      }
    }
    assertTrue(ways >= 3, ways + " ways");
  }

  private Object[] arguments(Method method) {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (type == String.class) {
        arguments[i] = i == 0 ? destination() : "reply";
      } else if (type == byte[].class) {
        arguments[i] = BODY;
      } else if (type == Message.class) {
        arguments[i] = nats().message("body", null);
      } else if (type == Duration.class) {
        arguments[i] = LONG;
      }
    }
    return arguments;
  }

  /** Answers with the trace that the request brought. */
  private void answer() throws Exception {
    Connection answering = nats().consuming();
    answering
        .createDispatcher(
            request -> {
              if (request.getReplyTo() != null) {
                String traceparent = NatsClient.read(request).traceparentOfThread();
                answering.publish(
                    request.getReplyTo(),
                    String.valueOf(traceparent).getBytes(StandardCharsets.UTF_8));
              }
            })
        .subscribe(destination());
    answering.flush(LONG);
  }

  @Test
  void everyWayToRequestIsOneTracedCall() throws Exception {
    attach();
    answer();
    int ways = 0;
    for (Method method : Connection.class.getMethods()) {
      if (method.getName().startsWith("request")) {
        ways++;
        Object answer = inContext(() -> method.invoke(connection(), arguments(method)));
        if (answer instanceof CompletableFuture) {
          answer = ((CompletableFuture<?>) answer).get(30, TimeUnit.SECONDS);
        }
        assertEquals(
            method + " " + PARENT, method + " " + NatsClient.read((Message) answer).text());
        await(() -> agent().concurrent(rule()) == 0);
        assertCounted(ways, 0, 0);
      }
    }
    assertTrue(ways >= 4, ways + " ways");
  }

  @Test
  void aRequestThatNobodyAnswersIsAFailure() throws Exception {
    attach();
    assertNull(connection().request(destination(), BODY, Duration.ofMillis(100)));
    assertCounted(1, 1, 0);
  }

  @Test
  void everyWayToRequestIsRefused() throws Exception {
    answer();
    attach();
    failUntilOpen();
    healUnguarded();
    int refused = 0;
    for (Method method : Connection.class.getMethods()) {
      if (method.getName().startsWith("request")) {
        long before = agent().refused(rule());
        Throwable thrown =
            assertThrows(Exception.class, () -> method.invoke(connection(), arguments(method)));
        assertRejection((Exception) thrown.getCause(), "'" + rule() + "'");
        assertEquals(before + 1, agent().refused(rule()));
        refused++;
      }
    }
    assertTrue(refused >= 4, refused + " ways");
    assertEquals(0, agent().concurrent(rule()));
  }

  @Test
  void answersAreOneDestination() throws Exception {
    answer();
    attach();
    agent()
        .rules(
            "rules:\n  - name: answers\n    match: { messaging: { destination: (inbox) } }\n"
                + "    bulkhead: { max-concurrent: 1 }\n");
    connection().request(destination(), BODY, LONG);
    connection().request(destination(), BODY, LONG);
    await(() -> agent().calls("answers") == 2);
  }

  @Test
  void headersOfTheApplicationAreNeverChanged() throws Exception {
    attach();
    Headers own = new Headers().put("own", "1");
    Message message = nats().message("text", own);
    inContext(
        () -> {
          connection().publish(message);
          return null;
        });
    assertEquals(PARENT, client().receive().header("traceparent"));
    assertEquals(List.of("own"), List.copyOf(own.keySet()));
    assertEquals(List.of("own"), List.copyOf(message.getHeaders().keySet()));
  }

  @Test
  void theTakingThreadWorksForTheMessageUntilItAsksAgain() throws Exception {
    attach();
    Subscription taken = nats().consuming().subscribe(destination());
    nats().consuming().flush(LONG);
    inContext(
        () -> {
          client().send("traced", Map.of());
          return null;
        });
    send("untraced");
    assertEquals(PARENT, NatsClient.read(taken.nextMessage(LONG)).traceparentOfThread());
    assertNull(NatsClient.read(taken.nextMessage(LONG)).traceparentOfThread());
    inContext(
        () -> {
          client().send("last", Map.of());
          return null;
        });
    assertEquals(PARENT, NatsClient.read(taken.nextMessage(LONG)).traceparentOfThread());
    assertNull(taken.nextMessage(Duration.ofMillis(1)));
    assertNull(NatsClient.read(nats().message("own", null)).traceparentOfThread());
  }
}
