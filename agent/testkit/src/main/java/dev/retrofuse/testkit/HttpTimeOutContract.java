package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.PolicyStatus;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every HTTP client does under a rule with a time-out, and under deadlines. */
public abstract class HttpTimeOutContract extends HttpRetryContract {
  private PolicyStatus policy(String name) {
    for (PolicyStatus policy : agent.status(RULE).get(0).policies()) {
      if (policy.policy().equals(name)) {
        return policy;
      }
    }
    throw new AssertionError(name);
  }

  private void attachTimeOut(String time, String more) {
    attach(
        "{ host: 127.0.0.1 }",
        LONG_WAIT + ONE_AT_A_TIME + "    time-out: { call: " + time + " }\n" + more);
  }

  private void assertTimedOut(ClientRequest request) {
    IOException thrown = assertThrows(IOException.class, () -> send(request));
    boolean ofTheJdk = thrown.getClass().getName().equals("java.net.http.HttpTimeoutException");
    assertTrue(ofTheJdk || thrown instanceof SocketTimeoutException, thrown::toString);
  }

  @Test
  void callThatTakesTooLongIsCut() throws Exception {
    attachTimeOut("1s", ""); // long enough for an answer on a busy machine
    assertTimedOut(get("/hang"));
    assertCounted(1, 1, 0);
    server.release();
    assertEquals("200 answer ", send(get("/hang")));
    assertCounted(2, 1, 0);
    assertEquals(1, policy("time-out").refused());
  }

  @Test
  void answerThatDribblesIsCut() throws Exception {
    attachTimeOut("1s", ""); // long enough for an answer on a busy machine
    try (DribblingServer dribbling = new DribblingServer()) {
      assertTimedOut(ClientRequest.get(dribbling.url()));
      await(() -> dribbling.closed() == 1);
    }
    assertEquals("200 answer ", send(get("/ok")));
    assertCounted(2, 1, 0);
  }

  @Test
  void stricterTimeOutOfTheApplicationWins() {
    ClientRequest request = get("/hang").timeoutMillis(SHORT_MILLIS);
    String bare = withoutCauses(outcome(request));
    attachTimeOut("1h", "");
    assertEquals(bare, withoutCauses(outcome(request)));
    assertCounted(1, 1, 0);
    assertEquals(0, policy("time-out").refused());
  }

  @Test
  void observedTimeOutCutsNothing() throws Exception {
    attachTimeOut("50ms", "    observe: [time-out]\n");
    assertEquals("200 answer ", sendAndReleaseAfter(80, () -> {}));
    assertEquals(0, policy("time-out").refused());
    assertEquals(1, policy("time-out").wouldRefuse());
  }

  @Test
  void switchedOffInTheMidstOfACallNothingIsCut() throws Exception {
    attachTimeOut("10s", "");
    assertEquals("200 answer ", sendAndReleaseAfter(0, () -> agent.engine().off()));
    assertEquals(0, policy("time-out").refused());
  }

  private String sendAndReleaseAfter(long millis, Runnable meanwhile) throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<String> answer = other.submit(() -> send(get("/hang")));
      await(() -> received() == 1);
      long start = System.nanoTime();
      meanwhile.run();
      await(() -> System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(millis));
      server.release();
      return answer.get();
    } finally {
      other.shutdown();
    }
  }

  @Test
  void callThatNobodyWaitsForIsRefused() throws Exception {
    attachTimeOut("1m", "");
    try {
      Deadline.set(System.nanoTime() - 1);
      assertRejected(get("/ok"));
      assertEquals(1, policy("deadline").refused());
      Deadline.set(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(150));
      assertTimedOut(get("/hang"));
    } finally {
      Deadline.set(0);
    }
    assertEquals("200 answer ", send(get("/ok")));
  }

  @Test
  void whatIsLeftIsForwarded() throws Exception {
    attachTimeOut("1m", "deadline: { forward: X-Request-Timeout-Ms }\n");
    try {
      Deadline.set(System.nanoTime() + TimeUnit.SECONDS.toNanos(60));
      send(get("/ok"));
      int left = Integer.parseInt(receivedHeader("x-request-timeout-ms"));
      assertTrue(left > 0 && left <= 60_000, "left " + left);
      send(get("/ok").header("X-REQUEST-TIMEOUT-MS", "7"));
      assertEquals("7", receivedHeader("x-request-timeout-ms"));
    } finally {
      Deadline.set(0);
    }
    send(get("/ok"));
    assertNull(receivedHeader("x-request-timeout-ms"));
  }

  @Test
  void noRetryIsWaitedForLongerThanTheCallerDoes() throws Exception {
    attachTimeOut("1m", IDEMPOTENT);
    send(get("/ok")); // the first call takes its time
    long start = System.nanoTime();
    try {
      Deadline.set(start + TimeUnit.SECONDS.toNanos(4));
      String outcome = outcome(get("/later/8"));
      assertTrue(outcome.contains("504"), outcome);
    } finally {
      Deadline.set(0);
    }
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(8), "it waited");
    assertCounted(2, 1, 0);
    assertRetried(0, 0);
  }

  @Test
  void eachTryHasWhatIsLeft() throws Exception {
    attachTimeOut("1m", IDEMPOTENT + "deadline: { forward: X-Request-Timeout-Ms }\n");
    try {
      Deadline.set(System.nanoTime() + TimeUnit.SECONDS.toNanos(60));
      assertEquals("200 answer ", send(get("/busy")));
    } finally {
      Deadline.set(0);
    }
    assertRetried(2, 1);
    for (RecordingServer.Received each : server.received()) {
      int left = Integer.parseInt(each.header("x-request-timeout-ms"));
      assertTrue(left > 0 && left <= 60_000, "left " + left);
    }
  }
}
