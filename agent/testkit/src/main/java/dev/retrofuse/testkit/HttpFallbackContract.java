package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retrofuse.engine.GuardStatus;
import org.junit.jupiter.api.Test;

/** What the application gets in place of a call, however the client is used. */
public abstract class HttpFallbackContract extends HttpTimeOutContract {
  private static final String RESPONSE =
      "    fallback:\n"
          + "      for: refused\n"
          + "      response:\n"
          + "        status: 203\n"
          + "        headers: ['Content-Type: text/plain;charset=UTF-8', 'X-From: rule']\n"
          + "        body: gr\u00fcn\n";

  @Test
  void refusedCallIsAnsweredWhereTheRuleSaysSo() throws Exception {
    attach("{ host: 127.0.0.1 }", LONG_WAIT + RESPONSE);
    fail(4);
    int before = received();
    assertEquals("203 gr\u00fcn", send(get("/hang")));
    assertEquals("203 gr\u00fcn", send(post("/echo", "some text")));
    assertEquals("203 gr\u00fcn", sendOnce(post("/echo", "some text")));
    assertEquals(3, agent.status(RULE).get(0).fallbacks());
    assertEquals(before, received());
    agent.engine().off();
    assertEquals("200 answer ", send(get("/ok")));
  }

  @Test
  void failedCallIsAnsweredWhereTheRuleSaysSo() throws Exception {
    String response = RESPONSE.replace("refused", "failed");
    attach("{ host: 127.0.0.1 }", LONG_WAIT.replace("4", "100") + response);
    assertEquals("500 answer ", send(get("/sick")));
    assertEquals("200 answer ", send(get("/ok")));
    assertEquals("203 gr\u00fcn", send(refused()));
    assertEquals("203 gr\u00fcn", send(get("/hang").timeoutMillis(SHORT_MILLIS)));
    assertEquals(3, agent.failures(RULE));
    assertEquals(2, fallbacks());
    agent.close();
    attach("{ host: 127.0.0.1 }", LONG_WAIT.replace("4", "100") + response + OBSERVE);
    assertThrows(Exception.class, () -> send(refused()));
    assertEquals(0, fallbacks());
  }

  @Test
  void callThatFailedToTheLastTryIsAnswered() throws Exception {
    attach(IDEMPOTENT.replace("0/s", "10/s") + RESPONSE.replace("refused", "failed"));
    assertEquals("203 gr\u00fcn", send(refused()));
    assertEquals(3, agent.failures(RULE));
    assertEquals(1, fallbacks());
  }

  private long fallbacks() {
    return agent.status(RULE).stream().mapToLong(GuardStatus::fallbacks).sum();
  }
}
