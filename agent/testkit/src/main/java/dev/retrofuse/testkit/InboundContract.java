package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What holds for every server that is woven for trace context: a request's context is its thread's
 * from the first filter to the end of the handler, and nothing else is different.
 */
public abstract class InboundContract {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  private static final String PASS = "rules: []\ntrace: { mode: pass }\n";
  private static final String OFF = "rules: []\ntrace: { mode: off }\n";

  // Far more than the threads of any server here.
  private static final int MOST_REQUESTS = 2000;

  private final InboundApplication application = new InboundApplication();
  private InboundServer server;
  private TestAgent agent;

  protected abstract LibraryInstrumentation instrumentation();

  /**
   * Starts a server on 127.0.0.1 with few threads. Its filter, before it hands on, calls {@link
   * InboundApplication#filter}; its handler calls {@link InboundApplication#handle} and answers
   * with what that returns.
   */
  protected abstract InboundServer start(InboundApplication application) throws Exception;

  /** Whether the server's API tells the status of an answer; Servlet 2.5's only sets it. */
  protected boolean tellsStatus() {
    return true;
  }

  @BeforeAll
  static void waistFirst() {
    BootWaist.install();
  }

  private void start(String rules) throws Exception {
    server = start(application);
    agent = TestAgent.attach(rules, instrumentation());
  }

  private String send(String... headers) throws IOException {
    return RawHttp.get(server.port(), headers);
  }

  /** The context seen inside the handler of such a request. */
  private InboundApplication.Seen seen(String... headers) throws IOException {
    assertTrue(send(headers).startsWith("HTTP/1.1 200"));
    return application.handled();
  }

  @AfterEach
  void end() throws Exception {
    if (agent != null) {
      agent.close();
      assertEquals(Collections.emptyList(), agent.faults());
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void contextOfTheRequestIsTheThreadsInFilterAndHandler() throws Exception {
    start(PASS);
    InboundApplication.Seen seen =
        seen("traceparent: " + PARENT, "tracestate: a=1,b=2", "baggage: user=alice");
    assertEquals("traceparent=" + PARENT + " tracestate=a=1,b=2 baggage=user=alice ", seen.text());
    assertSame(seen.context(), application.filtered().context());
  }

  @Test
  void attachedBeforeTheServerStarts() throws Exception {
    agent = TestAgent.attach(PASS, instrumentation());
    server = start(application);
    assertEquals("traceparent=" + PARENT + " ", seen("traceparent: " + PARENT).text());
  }

  @Test
  void withoutHeadersThereIsNoContext() throws Exception {
    start(PASS);
    assertNull(seen().context());
    assertNull(application.filtered().context());
  }

  @Test
  void withInvalidHeadersThereIsNoContext() throws Exception {
    start(PASS);
    assertNull(seen("traceparent: " + PARENT + "x", "tracestate: a=1").context());
    assertNull(seen("traceparent: " + PARENT, "traceparent: " + OTHER).context());
    assertNull(seen("tracestate: a=1").context());
    assertEquals(
        "traceparent=" + PARENT + " ", seen("traceparent: " + PARENT, "tracestate: A=1").text());
  }

  @Test
  void fieldsOfOneNameAreOneList() throws Exception {
    start(PASS);
    InboundApplication.Seen seen =
        seen(
            "tracestate: a=1",
            "baggage: k=v",
            "traceparent: " + PARENT,
            "tracestate: b=2",
            "baggage: l=w");
    assertEquals("traceparent=" + PARENT + " tracestate=a=1,b=2 baggage=k=v,l=w ", seen.text());
  }

  /** traceparent_header_name(_valid_casing) and tracestate_ of the W3C suite. */
  @Test
  void namesOfHeadersMatchWithoutRegardToCase() throws Exception {
    start(PASS);
    for (String name : Arrays.asList("TraceParent", "TrAcEpArEnT", "TRACEPARENT")) {
      String state = name.replaceAll("(?i)parent", name.equals("TRACEPARENT") ? "STATE" : "State");
      assertEquals(
          "traceparent=" + PARENT + " tracestate=a=1 ",
          seen(name + ": " + PARENT, state + ": a=1").text());
    }
    assertNull(seen("trace-parent: " + PARENT, "trace.parent: " + PARENT).context());
    assertEquals(
        "traceparent=" + PARENT + " ",
        seen("traceparent: " + PARENT, "trace-state: a=1", "trace.state: a=1").text());
  }

  @Test
  void aRequestIsRecordedWithItsAnswer() throws Exception {
    start(RecordedSpans.RULES);
    InboundApplication.Seen seen = seen("traceparent: " + PARENT);
    RetrofuseSpan span = agent.spans().await(RetrofuseSpan.SERVER);
    assertEquals("4bf92f3577b34da6a3ce929d0e0e4736", span.traceId);
    assertEquals("00f067aa0ba902b7", span.parentId);
    assertTrue(seen.text().contains("-" + span.spanId + "-01 "), seen::text);
    Map<String, String> notes = RecordedSpans.notes(span);
    assertEquals("GET", notes.get("http.request.method"));
    assertEquals(tellsStatus() ? "200" : null, notes.get("http.response.status_code"));
    assertEquals("localhost", notes.get("server.address"));
    assertTrue(notes.get("url.path").startsWith("/"), notes::toString);
    assertEquals("GET", span.name());
    assertTrue(span.ended() > span.began);
  }

  @Test
  void whatIsNotSampledOrHasNoTraceIsNotRecorded() throws Exception {
    start(RecordedSpans.RULES);
    String unsampled = seen("traceparent: " + OTHER).text();
    assertTrue(unsampled.startsWith("traceparent=" + OTHER.substring(0, 36)), unsampled);
    assertTrue(unsampled.contains("-00 "), unsampled);
    assertNull(seen().context());
    seen("traceparent: " + PARENT);
    agent.spans().await(RetrofuseSpan.SERVER);
    assertEquals(1, agent.spans().count());
  }

  @Test
  void contextEndsWithTheRequest() throws Exception {
    start(PASS);
    leavesNothing(() -> seen("traceparent: " + PARENT).thread(), this::threadWithoutContext);
    leavesNothing(() -> seen("traceparent: " + OTHER).thread(), this::threadWithoutContext);
  }

  @Test
  void contextEndsWithAHandlerThatThrows() throws Exception {
    start(PASS);
    leavesNothing(this::threadOfAFailure, this::threadWithoutContext);
  }

  private Thread threadOfAFailure() throws IOException {
    application.fails = true;
    send("traceparent: " + PARENT);
    application.fails = false;
    assertNotNull(application.handled().context());
    return application.handled().thread();
  }

  private Thread threadWithoutContext() throws IOException {
    InboundApplication.Seen seen = seen();
    assertNull(seen.context());
    assertNull(application.filtered().context());
    return seen.thread();
  }

  /** With and without in a mixed order: pools use their threads in turn, or the last one first. */
  private static void leavesNothing(Request with, Request without) throws IOException {
    Set<Thread> used = new HashSet<>();
    Random order = new Random(1);
    boolean served = false;
    for (int i = 0; i < 40 || !served; i++) {
      assertTrue(i < MOST_REQUESTS, "no thread served a second request");
      if (order.nextBoolean()) {
        used.add(with.thread());
      } else {
        served |= used.contains(without.thread());
      }
    }
  }

  private interface Request {
    Thread thread() throws IOException;
  }

  @Test
  void offIsOffFromTheNextRequestOn() throws Exception {
    start(OFF);
    assertNull(seen("traceparent: " + PARENT).context());
    agent.rules(PASS);
    assertNotNull(seen("traceparent: " + PARENT).context());
    agent.rules(OFF);
    assertNull(seen("traceparent: " + PARENT).context());
  }

  @Test
  void deadlineOfTheRequestIsTheThreadsAndEndsWithIt() throws Exception {
    start("rules: []\ntrace: { mode: off }\ndeadline: {}\n");
    assertLeft(30_000, seen("X-Request-Timeout-Ms: 30000"));
    assertLeft(30_000, application.filtered());
    assertLeft(20_000, seen("x-request-timeout-ms: 30000", "grpc-timeout: 20S"));
    assertLeft(20_000, seen("x-envoy-expected-rq-timeout-ms: 20000"));
    assertNull(seen("x-request-timeout-ms: soon").left());
    leavesNothing(() -> seen("x-request-timeout-ms: 30000").thread(), this::threadWithoutDeadline);
  }

  private Thread threadWithoutDeadline() throws IOException {
    InboundApplication.Seen seen = seen();
    assertNull(seen.left());
    assertNull(application.filtered().left());
    return seen.thread();
  }

  @Test
  void headersThatARuleAsksForAreTheThreads() throws Exception {
    start(
        "rules:\n- { name: a, match: { http: {} }, breaker: { by: header, member: X-Tenant } }\n"
            + "trace: { mode: off }\ndeadline: {}\n");
    InboundApplication.Seen seen = seen("X-TENANT: acme", "x-request-timeout-ms: 30000");
    assertEquals("acme", seen.header("x-tenant"));
    assertEquals("acme", application.filtered().header("x-tenant"));
    assertLeft(30_000, seen);
    assertNull(seen("X-Other: acme").header("x-tenant"));
  }

  private static void assertLeft(long millis, InboundApplication.Seen seen) {
    Long left = seen.left();
    assertNotNull(left);
    assertTrue(left > 0 && left <= millis * 1_000_000, left + " ns left");
  }

  @Test
  void afterDetachThereIsNoContext() throws Exception {
    start(PASS);
    assertNotNull(seen("traceparent: " + PARENT).context());
    agent.close();
    assertNull(seen("traceparent: " + PARENT).context());
  }

  @Test
  void responsesAreTheSameWithAndWithoutTheAgent() throws Exception {
    server = start(application);
    String success = withoutDate(send("traceparent: " + PARENT, "tracestate: a=1"));
    application.fails = true;
    String failure = withoutDate(send("traceparent: " + PARENT, "tracestate: a=1"));
    assertFalse(failure.startsWith("HTTP/1.1 200"));
    for (String rules : Arrays.asList(PASS, OFF)) {
      agent = TestAgent.attach(rules, instrumentation());
      application.fails = false;
      assertEquals(success, withoutDate(send("traceparent: " + PARENT, "tracestate: a=1")));
      application.fails = true;
      assertEquals(failure, withoutDate(send("traceparent: " + PARENT, "tracestate: a=1")));
      agent.close();
      assertEquals(Collections.emptyList(), agent.faults());
    }
  }

  private static String withoutDate(String response) {
    return response.replaceFirst("(?i)\r\ndate: [^\r]*", "");
  }
}
