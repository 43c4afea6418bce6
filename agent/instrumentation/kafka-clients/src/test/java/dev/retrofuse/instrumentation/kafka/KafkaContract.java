package dev.retrofuse.instrumentation.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.PolicyStatus;
import dev.retrofuse.testkit.KafkaBroker;
import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.MessagingSpoolContract;
import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.testkit.RecordedSpans;
import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseTrace;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for every version of kafka-clients beyond the contract of all messaging clients. */
abstract class KafkaContract extends MessagingSpoolContract {
  private static final String TIME_OUT = "org.apache.kafka.common.errors.TimeoutException: ";
  private final KafkaVersion version;

  KafkaContract(String version) {
    this.version = KafkaVersion.of(version);
  }

  abstract KafkaBroker broker();

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new KafkaClientsInstrumentation();
  }

  @Override
  protected String system() {
    return "kafka";
  }

  @Override
  protected TcpProxy path() {
    return broker().path();
  }

  @Override
  protected MessagingClient connect(String destination) throws Exception {
    // Kafka loads what its settings name by the thread's loader.
    Thread.currentThread().setContextClassLoader(version);
    return version.connect(path().port(), destination);
  }

  @AfterEach
  void leaveVersion() {
    Thread.currentThread().setContextClassLoader(KafkaContract.class.getClassLoader());
  }

  private KafkaClient kafka() {
    return (KafkaClient) client();
  }

  @Override
  protected void assertRejection(Exception thrown, String part) {
    assertTrue(thrown.toString().startsWith(TIME_OUT), thrown.toString());
    assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    assertEquals(0, thrown.getStackTrace().length);
  }

  /** What has not left fails where the producer waits to hear of the topic. */
  @Override
  protected void sendUnsent(String text) throws Exception {
    kafka().sendByNew(text);
  }

  @Test
  void whatFindsNoMemoryIsMadeAgain() throws Exception {
    attach(
        "    retry: { attempts: 10, back-off: 1s, max-back-off: 1s }\n"
            + "    bulkhead: { max-concurrent: 50 }\n");
    String much = String.format("%1000d", 0);
    int count = 8;
    Thread healing =
        new Thread(
            () -> {
              await(() -> !agent().status(rule()).isEmpty() && agent().retries(rule()).made() > 0);
              path().pass();
            });
    healing.start();
    kafka().sendMuch(count, much, path()::hang);
    healing.join();
    for (int i = 0; i < count; i++) {
      assertEquals(i + much, received());
    }
    long made = agent().retries(rule()).made();
    assertTrue(made > 0, made + " retries");
    assertCounted(count + made, made, 0);
  }

  /** Takes the one permit of the rule by a send that hangs. */
  private void fill() {
    path().hang();
    kafka().sendAsync("whether this arrives is not asked");
    assertEquals(1, agent().concurrent(rule()));
  }

  /** Lets that send end. */
  private void empty() {
    path().pass();
    await(() -> agent().concurrent(rule()) == 0);
  }

  @Test
  void whatAPollBringsIsLinkedToWhatSentIt() throws Exception {
    attachWith(RecordedSpans.RULES.replace("join", "start"));
    send("one"); // may come by the poll that was under way when the agent came
    assertEquals("one", received());
    send("two");
    assertEquals("two", received());
    RetrofuseSpan polled = agent().spans().await(RetrofuseSpan.CLIENT, "link");
    Map<String, String> notes = RecordedSpans.notes(polled);
    List<String> sent = new ArrayList<>();
    for (RetrofuseSpan span : agent().spans().all(RetrofuseSpan.PRODUCER)) {
      sent.add("00-" + span.traceId + "-" + span.spanId + "-03");
    }
    assertTrue(sent.contains(notes.get("link")), notes.get("link") + " is none of " + sent);
    assertEquals("poll " + destination(), polled.name());
    assertEquals("receive", notes.get("messaging.operation.type"));
    assertEquals("1", notes.get("messaging.batch.message_count"));
  }

  @Test
  void aSendHoldsItsPermitUntilItIsAcknowledged() throws Exception {
    attach();
    send("before");
    fill();
    assertRejection(assertThrows(Exception.class, () -> send("refused")), "max-concurrent 1");
    empty();
    send("after");
    assertEquals("before", received());
    assertEquals("after", received());
    assertEquals(1, agent().refused(rule()));
  }

  private void attachTimeOut(String time) {
    attach(
        "    breaker: { window: 100 calls, minimum-calls: 100 }\n"
            + "    bulkhead: { max-concurrent: 9 }\n"
            + "    time-out: { call: "
            + time
            + " }\n");
  }

  private PolicyStatus timeOut() {
    return agent().status(rule()).get(0).policies().stream()
        .filter(each -> each.policy().equals("time-out"))
        .findAny()
        .get();
  }

  @Test
  void theFutureOfASendThatTakesTooLongFailsAlone() throws Exception {
    attachTimeOut("1s");
    List<String> reports = kafka().reportsOfTwo("late ", path()::hang, path()::pass);
    String cut =
        TIME_OUT
            + "Retrofuse rule 'broker' cut a call to "
            + destination()
            + ": it took longer than 1000 ms";
    assertEquals(
        Arrays.asList("future " + cut, "future " + cut, "done", "flushed", "future " + cut),
        reports.stream().filter(each -> !each.endsWith(" null")).collect(Collectors.toList()));
    List<String> told = reports.subList(3, reports.indexOf("flushed"));
    assertEquals(
        Arrays.asList("callback null", "callback null", "interceptor null", "interceptor null"),
        told.stream().sorted().collect(Collectors.toList()));
    assertEquals("late 1", received());
    assertEquals("late 2", received());
    assertCounted(2, 2, 0);
    assertEquals(2, timeOut().refused());
  }

  @Test
  void whoWaitsWhenTheAgentGoesLearnsWhatBecameOfHisRecord() throws Exception {
    send("before");
    attachTimeOut("20s");
    path().hang();
    Future<?> sent = kafka().sendAsync("under way");
    FutureTask<Object> waits = new FutureTask<>(() -> sent.get());
    Thread thread = new Thread(waits);
    thread.start();
    await(() -> thread.getState() == Thread.State.TIMED_WAITING);
    agent().close();
    path().pass();
    assertNotNull(waits.get());
    assertEquals("before", received());
    assertEquals("under way", received());
  }

  @Test
  void aTransactionWaitsForARecordThatTakesTooLong() throws Exception {
    attachTimeOut("1s");
    String outcome =
        kafka()
            .transaction(
                "first",
                path()::hang,
                "late",
                () -> {
                  await(() -> timeOut().refused() == 1);
                  path().pass();
                });
    assertEquals("sent, committed, then committed", outcome);
    assertEquals("first", received());
    assertEquals("late", received());
  }

  @Test
  void aRejectedSendIsToldInEveryWayTheProducerHas() throws Exception {
    attach();
    fill();
    List<String> reports = kafka().reports("refused");
    empty();
    assertEquals(3, reports.size(), reports.toString());
    assertTrue(reports.get(0).startsWith("callback " + TIME_OUT), reports.toString());
    assertTrue(reports.get(1).startsWith("interceptor " + TIME_OUT), reports.toString());
    assertTrue(reports.get(2).startsWith("future " + TIME_OUT), reports.toString());
    assertEquals(1, agent().refused(rule()));
    assertEquals(
        Arrays.asList("interceptor null", "callback null"), sorted(kafka().reports("sent")));
  }

  private static List<String> sorted(List<String> reports) {
    reports.sort((a, b) -> b.compareTo(a));
    return reports;
  }

  @Test
  void askingForPartitionsIsNotRejected() throws Exception {
    attach();
    fill();
    assertEquals(1, kafka().partitions());
    empty();
    assertEquals(0, agent().refused(rule()));
  }

  @Test
  void aTransactionWithARejectedSendIsAborted() throws Exception {
    attach();
    String outcome = kafka().transaction("first", this::fill, "refused", this::empty);
    assertEquals("TimeoutException, aborted, then committed", outcome);
    assertEquals("next transaction", received());
    assertEquals(1, agent().refused(rule()));
  }

  @Test
  void aRejectedSendOfATransactionIsNotKept() throws Exception {
    attach("    bulkhead: { max-concurrent: 1 }\n" + spool("1MB"));
    String outcome = kafka().transaction("first", this::fill, "refused", this::empty);
    assertEquals("TimeoutException, aborted, then committed", outcome);
    assertEquals("next transaction", received());
    assertEquals(0, agent().status(rule()).get(0).spool().messages());
    assertEquals(0, agent().status(rule()).get(0).fallbacks());
  }

  @Test
  void whatIsKeptHasItsKeyAndTimestamp() throws Exception {
    attachFor("destination: \"" + destination() + "\"", "");
    breakUntilKept();
    kafka().sendWithKey("key", 1_700_000_000_000L, "kept");
    kafka().sendWithKey("no value", 1_700_000_000_001L, null);
    path().pass();
    ReceivedMessage message = receivedMessage();
    assertEquals("kept", message.text());
    assertEquals("key at 1700000000000", message.header("(key)"));
    message = receivedMessage();
    assertEquals("null", message.text());
    assertEquals("no value at 1700000000001", message.header("(key)"));
  }

  @Test
  void sendsThatAreGivenUpGiveTheirPermitsBack() throws Exception {
    attach();
    send("before");
    path().hang();
    kafka().sendAsync("given up");
    assertEquals(1, agent().concurrent(rule()));
    kafka().closeProducerNow();
    await(() -> agent().concurrent(rule()) == 0);
  }

  @Test
  void aRecordSentTwiceHasOneContext() throws Exception {
    attach();
    inContext(
        () -> {
          kafka().sendTwice("twice", () -> {});
          return null;
        });
    for (int i = 0; i < 2; i++) {
      assertEquals(PARENT, client().receive().header("traceparent"));
    }
  }

  @Test
  void aRecordWhoseHeadersAreClosedGoesAsItIs() throws Exception {
    attach();
    kafka().sendTwice("without", () -> RetrofuseTrace.begin(PARENT, null, null));
    RetrofuseTrace.restore(RetrofuseContext.NONE);
    assertEquals(Map.of(), client().receive().headers());
    assertEquals(Map.of(), client().receive().headers());
    assertCounted(2, 0, 0);
  }

  @Test
  void theContextIsThatOfTheRecordAtHandAndEndsWithTheIteration() throws Exception {
    attach();
    for (String records : Arrays.asList("all", "topic", "partition")) {
      for (String way : Arrays.asList("", " each", " stream")) {
        assertEquals(
            Arrays.asList(PARENT, "none", OTHER, "after none", "polled none"),
            kafka().traces(records + way, 9, PARENT, null, OTHER));
      }
      assertEquals(
          Arrays.asList(PARENT, "after " + PARENT, "polled none"),
          kafka().traces(records, 1, PARENT, OTHER));
    }
    assertEquals(
        Arrays.asList("none", "none", "after none", "polled none"),
        kafka().traces("partition parallel", 9, PARENT, OTHER));
  }

  @Test
  void recordsThatArePolledInTheMidstOfAnotherLeaveItsContextAlone() throws Exception {
    attach();
    assertEquals(
        Arrays.asList(
            OTHER,
            "none",
            "inside " + PARENT,
            "polled inside " + PARENT,
            "after none",
            "polled none"),
        kafka().nested(PARENT, true, OTHER, null));
    assertEquals(
        Arrays.asList(
            OTHER, "inside " + OTHER, "polled inside " + PARENT, "after none", "polled none"),
        kafka().nested(PARENT, false, OTHER, null));
  }

  @Test
  void aTraceThatIsHandedOnGetsANewParentAsAnyOther() throws Exception {
    attachWith(rules("{ system: kafka }", "    trace: { mode: join }\n"));
    inContext(
        () -> {
          client().send("handed on", Map.of("traceparent", PARENT, "tracestate", "a=1,b=2"));
          client().send("its own", Map.of("traceparent", OTHER));
          return null;
        });
    ReceivedMessage message = client().receive();
    String parent = message.header("traceparent");
    assertEquals(PARENT.substring(0, 36), parent.substring(0, 36));
    assertNotEquals(PARENT, parent);
    assertEquals(
        "retrofuse=" + parent.substring(36, 52) + ",a=1,b=2", message.header("tracestate"));
    assertEquals(OTHER, client().receive().header("traceparent"));
  }

  @Test
  void anIterationReturnsToWhatTheThreadWorkedForBefore() throws Exception {
    attach();
    List<String> traces = inContext(() -> kafka().traces("all", 9, OTHER, null));
    assertEquals(Arrays.asList(OTHER, "none", "after " + PARENT, "polled " + PARENT), traces);
  }
}
