package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retrofuse.engine.GuardStatus;
import org.junit.jupiter.api.Test;

/** What the server answered before, in place of a call, however the client is used. */
public abstract class HttpLastGoodContract extends HttpFallbackContract {
  private static final String LAST_GOOD = "    fallback: { for: %s, last-good: { %s } }\n";
  private static final String REFUSED = String.format(LAST_GOOD, "refused", "");
  private static final String MATCH = "{ host: 127.0.0.1 }";

  private void openBreaker() throws Exception {
    while (agent.status(RULE).get(0).openForMillis() == 0) {
      assertEquals("500 answer ", send(get("/sick")));
    }
  }

  @Test
  void refusedCallGetsTheLastGoodAnswer() throws Exception {
    attach(MATCH, LONG_WAIT + REFUSED);
    assertEquals("200 answer 1", send(get("/counted")));
    assertEquals("200 answer 2", send(get("/counted")));
    assertEquals("200 answer text", send(post("/counted/no", "text")));
    openBreaker();
    int before = received();
    assertEquals("200 answer 2", send(get("/counted")));
    assertEquals("200 answer 2", send(get("/counted")));
    assertEquals(before, received());
    assertEquals(2, fallbacks());
    assertEquals(1, kept());
    assertRejected(get("/counted?other"));
    assertRejected(get("/sick"));
    assertRejected(post("/counted/no", "text"));
  }

  @Test
  void failedCallGetsTheLastGoodAnswer() throws Exception {
    attach(MATCH, LONG_WAIT.replace("4", "100") + String.format(LAST_GOOD, "failed", ""));
    assertEquals("200 answer ", send(get("/once")));
    assertEquals("200 answer ", send(get("/once").timeoutMillis(SHORT_MILLIS)));
    assertEquals(1, agent.failures(RULE));
    assertEquals(1, fallbacks());
    assertThrows(Exception.class, () -> send(get("/hang").timeoutMillis(SHORT_MILLIS)));
  }

  @Test
  void answersOutliveAnEditAndEndWithTheirFallback() throws Exception {
    attach(MATCH, LONG_WAIT + REFUSED);
    assertEquals("200 answer 1", send(get("/counted")));
    openBreaker();
    edit(String.format(LAST_GOOD, "refused", "max-age: 1h, max-size: 2MB"));
    assertEquals("200 answer 1", send(get("/counted")));
    edit("");
    assertRejected(get("/counted"));
    assertEquals(0, kept());
    edit(REFUSED);
    assertRejected(get("/counted"));
  }

  private void edit(String fallback) {
    agent.rules(
        "rules:\n  - name: "
            + RULE
            + "\n    match: { http: "
            + MATCH
            + " }\n"
            + LONG_WAIT
            + fallback);
  }

  @Test
  void nobodyGetsWhatIsForSomebodyElse() throws Exception {
    attach(MATCH, LONG_WAIT + REFUSED);
    send(get("/ok").header("Authorization", "Basic YTpi"));
    send(get("/ok").header("Cookie", "session=1"));
    send(get("/ok").header("Range", "bytes=0-"));
    send(get("/with?Cache-Control=private"));
    send(get("/with?Cache-Control=max-age%3D0,%20no-store"));
    send(get("/with?Cache-Control=no-cache"));
    send(get("/with?Vary=*"));
    send(get("/with?Vary=Accept,%20User-Agent"));
    send(get("/with?Set-Cookie=session%3D1"));
    assertEquals(0, kept());
    send(get("/with?Vary=Accept,%20X-Key").header("X-Key", "one"));
    assertEquals(1, kept());
    openBreaker();
    assertRejected(get("/with?Vary=Accept,%20X-Key"));
    assertRejected(get("/with?Vary=Accept,%20X-Key").header("X-Key", "two"));
    String given = send(get("/with?Vary=Accept,%20X-Key").header("X-Key", "one").header("b3", "0"));
    assertEquals("200 answer ", given);
  }

  @Test
  void whatIsTooLargeIsNotKept() throws Exception {
    attach(MATCH, LONG_WAIT + String.format(LAST_GOOD, "refused", "max-size: 1KB"));
    assertEquals("200 answer ", send(get("/ok")));
    assertEquals(0, kept());
  }

  @Test
  void observingRuleKeepsNothing() throws Exception {
    attach(MATCH, LONG_WAIT + REFUSED + OBSERVE);
    assertEquals("200 answer ", send(get("/ok")));
    assertEquals(0, kept());
  }

  @Test
  void tracedCallsAreOfOneRequest() throws Exception {
    attach(MATCH, LONG_WAIT + REFUSED);
    assertEquals("200 answer ", inContext(() -> send(get("/ok"))));
    openBreaker();
    assertEquals("200 answer ", inContext(OTHER, "", "", () -> send(get("/ok"))));
    assertEquals("200 answer ", send(get("/ok")));
  }

  private long fallbacks() {
    return agent.status(RULE).stream().mapToLong(GuardStatus::fallbacks).sum();
  }

  private long kept() {
    return agent.status(RULE).stream().mapToLong(GuardStatus::kept).sum();
  }
}
