package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.retrofuse.engine.retry.RetryStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every HTTP client does under a rule that makes calls again. */
public abstract class HttpRetryContract extends HttpClientFixture {
  /** Attaches with a rule for the test's own server that makes calls again. */
  protected final TestAgent attachRetrying(boolean all) {
    attach("{ host: 127.0.0.1 }", (all ? ALL : IDEMPOTENT) + ONE_AT_A_TIME);
    return agent;
  }

  /** Retries so far, and those of them that were answered. */
  protected final void assertRetried(long made, long succeeded) {
    RetryStatus retries = agent.retries(RULE);
    assertEquals(
        made + " retries, " + succeeded + " answered",
        retries.made() + " retries, " + retries.succeeded() + " answered");
  }

  @Test
  void anOpenBreakerWaitsAsLongAsItIsTold() throws Exception {
    attach("{ host: 127.0.0.1 }", SHORT_WAIT);
    fail(3);
    outcome(get("/spare/2"));
    assertTrue(agent.status(RULE).get(0).openForMillis() > 1_000);
  }

  @Test
  void whatWorksTheThirdTimeIsASuccess() throws Exception {
    attachRetrying(false);
    ClientRequest request = get("/busy").header("X-Own", "1");
    assertEquals("200 answer ", inContext(() -> send(request)));
    assertCounted(3, 2, 0);
    assertRetried(2, 1);
    assertEquals(3, received());
    for (RecordingServer.Received each : server.received()) {
      assertEquals(
          "GET 1 " + PARENT,
          each.method + " " + each.header("X-Own") + " " + each.header("traceparent"));
    }
  }

  @Test
  void theLastFailureIsWhatTheApplicationSees() {
    String bare = outcome(get("/status/504"));
    int before = received();
    attachRetrying(false);
    assertEquals(bare, outcome(get("/status/504")));
    assertCounted(3, 3, 0);
    assertRetried(2, 0);
    assertEquals(before + 3, received());
  }

  @Test
  void aRefusedConnectionIsTriedAgain() throws Exception {
    ClientRequest request = refused();
    String bare = outcome(request);
    attachRetrying(false);
    assertEquals(bare, outcome(request));
    assertCounted(3, 3, 0);
    assertRetried(2, 0);
  }

  @Test
  void aStatusThatTheRuleDoesNotNameIsNotTriedAgain() throws Exception {
    attachRetrying(false);
    assertEquals("500 answer ", send(get("/status/500")));
    assertNotNull(outcome(get("/status/404")));
    assertCounted(2, 1, 0);
    assertEquals(2, received());
  }

  @Test
  void whatMayHaveChangedSomethingIsNotSentAgain() throws Exception {
    attachRetrying(false);
    assertEquals("502 answer text", send(post("/busy", "text")));
    assertCounted(1, 1, 0);
    assertRetried(0, 0);
  }

  @Test
  void aBodyThatCanBeSentAgainIsWhenTheRuleSaysSo() throws Exception {
    attachRetrying(true);
    assertEquals("200 answer some text", send(post("/busy", "some text")));
    assertCounted(3, 2, 0);
    for (RecordingServer.Received each : server.received()) {
      assertEquals("POST some text", each.method + " " + each.body);
    }
  }

  @Test
  void aBodyThatCannotBeSentAgainIsNot() throws Exception {
    attachRetrying(true);
    assertEquals("502 answer some text", sendOnce(post("/busy", "some text")));
    assertCounted(1, 1, 0);
    assertRetried(0, 0);
  }

  @Test
  void aServerThatSaysMuchLaterIsLeftAlone() {
    attachRetrying(false);
    outcome(get("/later/3600"));
    assertEquals(1, received());
    assertRetried(0, 0);
  }

  @Test
  void aBreakerThatOpensEndsTheRetriesWithTheAnswerItself() throws Exception {
    attach("{ host: 127.0.0.1 }", LONG_WAIT.replace("calls: 4", "calls: 2") + IDEMPOTENT);
    assertEquals("502 answer ", send(get("/busy")));
    assertEquals(2, received());
    assertRetried(1, 0);
    assertEquals(0, agent.refused(RULE));
    assertRejected(get("/ok"));
  }

  @Test
  void aTryThatIsRefusedEndsTheRetriesWithTheAnswerItself() throws Exception {
    attach("{ host: 127.0.0.1 }", "    rate-limit: { rate: 2/h }\n" + IDEMPOTENT);
    String expected = "502 answer ";
    String found = send(get("/busy"));
    while (agent.refused(RULE) == 0) {
      found = send(get("/busy"));
    }
    assertEquals(expected, found);
    assertCounted(received(), received(), 1);
  }

  @Test
  void observedRetriesAreOnlyCounted() throws Exception {
    attach("{ host: 127.0.0.1 }", IDEMPOTENT + "    observe: retry\n");
    assertEquals("502 answer ", send(get("/busy")));
    assertEquals(1, received());
    assertEquals(1, agent.retries(RULE).wouldRetry());
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    assumeTrue(isInterruptible());
    attachRetrying(false);
    List<String> seen = new CopyOnWriteArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              String outcome = outcome(get("/later/9"));
              boolean kept = Thread.interrupted();
              seen.add(kept || outcome.contains("Interrupted") ? "interrupted" : outcome);
            });
    long start = System.nanoTime();
    thread.start();
    await(() -> agent.status(RULE).size() == 1 && agent.retries(RULE).made() == 1);
    thread.interrupt();
    thread.join();
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(8));
    assertEquals(Collections.singletonList("interrupted"), seen);
    assertEquals(1, received());
    await(() -> agent.concurrent(RULE) == 0);
  }

  @Test
  void aStormIsHeldToItsBudget() throws Exception {
    attach("{ host: 127.0.0.1 }", IDEMPOTENT);
    int threads = 50;
    int each = 10;
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(
            callers.submit(
                () -> {
                  for (int call = 0; call < each; call++) {
                    assertTrue(outcome(get("/status/504")).contains("504"));
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      callers.shutdown();
    }
    assertEquals(threads * each + 10, received());
    assertRetried(10, 0);
  }
}
