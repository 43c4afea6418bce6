package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.spool.SpoolStatus;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same, and what holds where a rule keeps the messages of refused sends. */
public abstract class MessagingSpoolContract extends MessagingRetryContract {
  @TempDir Path folder;

  /** Attaches with a breaker and a spool for other calls than those of this test's destination. */
  protected final void attachFor(String condition, String more) {
    String match = "{ system: " + system() + ", " + condition + " }";
    attachWith(rules(match, SHORT_WAIT + spool("1MB") + more));
  }

  @Test
  void refusedMessagesAreKeptAndSentInOrderOnceTheBrokerIsBack() throws Exception {
    attach(SHORT_WAIT + spool("1MB"));
    send("before");
    assertEquals("before", received());
    breakUntilKept();
    String[] texts = new String[200];
    inContext(
        () -> {
          client().send("0", Collections.singletonMap("own", "1"));
          return null;
        });
    texts[0] = "0";
    for (int i = 1; i < texts.length; i++) {
      texts[i] = String.valueOf(i);
      send(texts[i]);
    }
    long fallbacks = agent().status(rule()).get(0).fallbacks();
    assertEquals(fallbacks, spooled().messages());
    assertTrue(fallbacks > texts.length, fallbacks + " were kept");
    path().pass();
    ReceivedMessage first = receivedMessage();
    assertEquals("0", first.text());
    assertEquals(PARENT, first.header("traceparent"));
    assertEquals("1", first.header("own"));
    for (int i = 1; i < texts.length; i++) {
      assertEquals(texts[i], received());
    }
    await(() -> spooled().messages() == 0);
    await(() -> agent().status(rule()).get(0).state() == CircuitState.CLOSED);
    long calls = agent().calls(rule());
    send("direct");
    assertEquals("direct", received());
    assertEquals(calls + 1, agent().calls(rule()));
    assertEquals(fallbacks, agent().status(rule()).get(0).fallbacks());
    assertEquals(0, agent().concurrent(rule()));
  }

  @Test
  void whatIsSentWhileTheOthersAreGoesBehindThem() throws Exception {
    attach(SHORT_WAIT + spool("1MB"));
    send("before");
    assertEquals("before", received());
    breakUntilKept();
    int sent = 0;
    while (sent < 100) {
      send(String.valueOf(sent++));
    }
    path().pass();
    int got = 0;
    while (spooled().messages() > 0) {
      send(String.valueOf(sent++));
      assertEquals(String.valueOf(got++), received());
    }
    send(String.valueOf(sent++));
    while (got < sent) {
      assertEquals(String.valueOf(got++), received());
    }
  }

  @Test
  void whatIsKeptOutlivesTheAgentAndGoesBeforeWhatIsNew() throws Exception {
    attach(LONG_WAIT + spool("1MB"));
    send("before");
    assertEquals("before", received());
    breakUntilKept();
    send("kept 1");
    send("kept 2");
    long kept = spooled().messages();
    agent().close();
    path().pass();
    await(this::isSent);
    attach(LONG_WAIT + spool("1MB"));
    assertEquals(kept, spooled().messages());
    send("kept 3");
    for (int i = 1; i <= 3; i++) {
      assertEquals("kept " + i, received());
    }
    await(() -> spooled().messages() == 0);
  }

  @Test
  void aFullSpoolRefuses() throws Exception {
    attach(LONG_WAIT + spool("1MB"));
    send("before");
    breakUntilKept();
    String large = String.format("%600000d", 0);
    send(large);
    assertRejection(assertThrows(Exception.class, () -> send(large)), "cannot be kept");
    assertEquals(1, spooled().notKept());
    long bytes = spooled().bytes();
    assertTrue(bytes > 600_000 && bytes < 610_000, bytes + " bytes");
  }

  /** Breaks the path, and sends until one is kept. */
  protected final void breakUntilKept() {
    path().refuse();
    await(
        () -> {
          boolean ignored = isSent();
          return !agent().status(rule()).isEmpty() && spooled().messages() > 0;
        });
  }

  private SpoolStatus spooled() {
    return agent().status(rule()).get(0).spool();
  }

  /** The lines that have a rule keep its messages in this test's folder. */
  protected final String spool(String maxSize) {
    return "    fallback: { spool: { folder: \"" + folder + "\", max-size: " + maxSize + " } }\n";
  }
}
