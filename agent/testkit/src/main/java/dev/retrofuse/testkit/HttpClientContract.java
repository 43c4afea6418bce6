package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What holds for every HTTP client that is woven, however it is used. */
public abstract class HttpClientContract extends HttpTraceContract {
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
}
