package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.retry.RetryStatus;
import org.junit.jupiter.api.Test;

/** The same, and what holds under a rule that makes sends again. */
public abstract class MessagingRetryContract extends MessagingContract {
  /** Whatever did not leave is tried once more at once. */
  protected static final String RETRY = "    retry: { attempts: 2, back-off: 1ms }\n";

  private static final String PATIENT =
      "    retry: { attempts: 10, back-off: 1s, max-back-off: 1s }\n" + ONE_AT_A_TIME;

  /** From now on what {@link #sendUnsent} sends fails without having left. */
  protected void holdBack() throws Exception {
    path().refuse();
  }

  /** Ends that. */
  protected void letGo() throws Exception {
    path().pass();
  }

  /** Sends as {@link #send} does, in a way that fails so. */
  protected void sendUnsent(String text) throws Exception {
    send(text);
  }

  /** The class of what a send fails with, or of what it says of its end. */
  protected final String outcome(String text) {
    try {
      sendUnsent(text);
      return "sent";
    } catch (Exception failed) {
      return failed.getClass().getName();
    }
  }

  /** Retries so far, and those of them that were answered. */
  protected final void assertRetried(long made, long succeeded) {
    RetryStatus retries = agent().retries(rule());
    assertEquals(
        made + " retries, " + succeeded + " answered",
        retries.made() + " retries, " + retries.succeeded() + " answered");
  }

  @Test
  void whatHasNotLeftIsSentOnceItCan() throws Exception {
    holdBack();
    attach(PATIENT);
    Thread healing = new Thread(this::healOnceRetried, "healing");
    healing.start();
    inContext(
        () -> {
          sendUnsent("again");
          return null;
        });
    healing.join();
    sendUnsent("after");
    ReceivedMessage first = receivedMessage();
    assertEquals("again", first.text());
    assertEquals(PARENT, first.header("traceparent"));
    assertEquals("after", received());
    RetryStatus retries = agent().retries(rule());
    assertTrue(retries.made() >= 1, retries.made() + " retries");
    assertEquals(1, retries.succeeded());
    assertCounted(retries.made() + 2, retries.made(), 0);
  }

  private void healOnceRetried() {
    await(() -> !agent().status(rule()).isEmpty() && agent().retries(rule()).made() > 0);
    try {
      letGo();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theLastFailureIsWhatTheApplicationSees() throws Exception {
    holdBack();
    String bare = outcome("whether it fails");
    attach(RETRY + ONE_AT_A_TIME);
    assertEquals(bare, outcome("whether it fails twice"));
    assertCounted(2, 2, 0);
    assertRetried(1, 0);
    letGo();
  }

  @Test
  void observedRetriesAreOnlyCounted() throws Exception {
    holdBack();
    attach(RETRY + ONE_AT_A_TIME + "    observe: retry\n");
    outcome("whether it fails");
    assertCounted(1, 1, 0);
    assertRetried(0, 0);
    assertEquals(1, agent().retries(rule()).wouldRetry());
    letGo();
  }

  @Test
  void anOpenBreakerEndsTheRetriesWithTheFailureItself() throws Exception {
    holdBack();
    String bare = outcome("whether it fails");
    attach(LONG_WAIT + RETRY.replace("2", "5") + ONE_AT_A_TIME);
    assertEquals(bare, outcome("whether it fails twice"));
    assertCounted(2, 2, 0);
    assertRetried(1, 0);
    letGo();
  }
}
