package dev.retrofuse.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of rules: when they pass, and what they say when they do not. */
class RehearsalTest {
  private static final String RULES =
      """
      rules:
        - name: pay
          match: { http: { host: pay.example } }
          breaker: { window: 10s, minimum-calls: 10, open-wait: 2s, jitter: 50%, slow-call: 1s }
          time-out: { call: 5s }
        - name: db
          match: { jdbc: { operation: [SELECT, CONNECT] } }
          bulkhead: { max-concurrent: 5 }
        - name: pool
          match: { jdbc: { operation: BORROW } }
          breaker: { minimum-calls: 5 }
        - name: routes
          match: { http: { host: many.example } }
          breaker: { by: route, minimum-calls: 10 }
        - name: topics
          mode: observe
          match: { messaging: { system: kafka } }
          breaker: { minimum-calls: 5 }
      """;

  private static TestOutcome play(String... steps) {
    return new Played(RULES).play(steps);
  }

  private static void passes(String... steps) {
    new Played(RULES).passes(steps);
  }

  private static List<String> mismatches(String... steps) {
    return play(steps).mismatches().stream().map(Mismatch::toString).toList();
  }

  @Test
  void theBreakerOpensWaitsExactlyAndCloses() {
    passes(
        "{ given: { calls: 15, to: GET http://pay.example/a, fail: all }, then: { state: open,"
            + " refused: 5 } }",
        "{ after: 1900ms, then: { state: open } }",
        "{ given: { calls: 1 }, then: { refused: all } }",
        "{ after: 150ms, given: { calls: 3 }, then: { refused: none, state: half-open, within: 160ms } }",
        "{ after: 10s, given: { calls: 50, within: 20s }, then: { state: closed, refused: none } }");
  }

  @Test
  void whatIsNotSoIsSaidWithItsPlaceAndTheHistory() {
    TestOutcome outcome =
        play(
            "{ given: { calls: 15, to: GET http://pay.example/a, fail: all, within: 3s }, then: {"
                + " rule: db, state: open, within: 1s, refused: 3-4, would-refuse: all } }",
            "{ given: { to: GET http://other/ }, then: { rule: pay, state: closed } }");
    assertEquals(
        List.of(
            "22:9: expected rule db, found pay for GET http://pay.example/a",
            "22:9: expected state open within 1000 ms of the step's beginning, found open at its"
                + " end",
            "22:9: expected refused 3-4, found 5 of 15",
            "22:9: expected would-refuse all, found 0 of 15",
            "23:9: expected rule pay, found none for GET http://other/",
            "23:9: expected state closed, found no rule that is for the call"),
        outcome.mismatches().stream().map(Mismatch::toString).toList());
    assertEquals(1, outcome.history().size());
    String line = outcome.history().get(0).toString();
    assertTrue(
        line.startsWith("   1.810s  'pay' pay.example:80: closed -> open: failure rate 100%"),
        line);
  }

  @Test
  void callsThatComeAtOnceMeetTheBulkhead() {
    String to = "to: SELECT 1 FROM t @ jdbc:h2:mem:x";
    passes("{ given: { calls: 8, " + to + ", within: 1ms }, then: { rule: db, refused: 3 } }");
    passes("{ given: { calls: 8, " + to + " }, then: { refused: none } }");
    passes("{ given: { calls: 6, to: CONNECT @ jdbc:h2:mem:x, hang: all }, then: { refused: 1 } }");
    passes("{ given: { to: INSERT INTO t @ jdbc:h2:mem:x }, then: { rule: none } }");
  }

  @Test
  void callsAreCutByTheTimeOutOfTheirRule() {
    passes(
        "{ given: { calls: 10, to: GET http://pay.example/a, hang: all, within: 1s }, then: {"
            + " state: open } }");
  }

  @Test
  void slowOnesAreMixedEvenlyWithTheOthers() {
    String slow = "calls: 100, to: GET http://pay.example/a, within: 50s, takes: 2s, slow: ";
    passes("{ given: { " + slow + "40% }, then: { state: closed, refused: none } }");
    assertEquals(
        "22:9: expected state closed",
        mismatches("{ given: { " + slow + "all }, then: { state: closed, refused: 0-100 } }")
            .get(0)
            .substring(0, 27));
  }

  @Test
  void poolsTopicsAndRoutes() {
    passes(
        "{ given: { calls: 5, to: BORROW @ jdbc:h2:mem:x, fail: all, with: time-out }, then: {"
            + " rule: pool, state: open } }");
    passes(
        "{ given: { calls: 9, to: kafka:orders send, fail: all }, then: { rule: topics, state:"
            + " open, refused: none, would-refuse: 4 } }");
    passes(
        "{ given: { calls: 50, to: GET http://many.example/a, fail: all }, then: { state: open } }",
        "{ given: { calls: 50, to: GET http://many.example/b }, then: { state: closed, refused:"
            + " none } }");
  }

  @Test
  void theSameEachTime() {
    String[] steps = {
      "{ given: { calls: 200, to: GET http://pay.example/a, within: 10s, fail: 70% } }",
      "{ given: { calls: 400, within: 20s }, then: { refused: all } }"
    };
    TestOutcome first = play(steps);
    assertTrue(first.history().size() > 2);
    for (int i = 0; i < 3; i++) {
      TestOutcome again = play(steps);
      assertEquals(first.history().toString(), again.history().toString());
      assertEquals(first.mismatches().toString(), again.mismatches().toString());
    }
  }

  /** Its wait of 2 s is anything from 1 s to 3 s. */
  @Test
  void manyPlaysHaveJitterAndSayTheBounds() {
    String[] steps = {
      "{ given: { calls: 15, to: GET http://pay.example/a, fail: all }, then: { state: open } }",
      "{ given: { calls: 400, within: 4s }, then: { state: half-open, within: 3200ms, refused:"
          + " 100-310 } }"
    };
    TestOutcome outcome = new Played(RULES).playTest("    plays: 50\n", steps);
    assertTrue(outcome.passed(), () -> outcome.mismatches() + "\n" + outcome.seen());
    assertEquals(50, outcome.plays());
    Seen reached = outcome.seen().get(0);
    assertEquals("state half-open after", reached.what());
    assertTrue(reached.least() > 900 && reached.least() < 1_400, outcome.seen()::toString);
    assertTrue(reached.most() > 2_600 && reached.most() < 3_100, outcome.seen()::toString);
    Seen refused = outcome.seen().get(1);
    assertTrue(refused.least() < 140 && refused.most() > 260, outcome.seen()::toString);
    assertEquals(
        outcome.seen().toString(),
        new Played(RULES).playTest("    plays: 50\n", steps).seen().toString());
  }

  @Test
  void onePlayThatFailsIsEnoughAndHowManyDidIsSaid() {
    TestOutcome outcome =
        new Played(RULES)
            .playTest(
                "    plays: 50\n",
                "{ given: { calls: 15, to: GET http://pay.example/a, fail: all } }",
                "{ after: 2s, given: { calls: 1 }, then: { refused: none } }");
    assertEquals(1, outcome.mismatches().size());
    String text = outcome.mismatches().get(0).toString();
    assertTrue(
        text.matches("24:9: expected refused none, found 1 of 1 \\(in [12][0-9] of 50 plays\\)"),
        text);
    assertEquals("[24:9: refused 0 to 1]", outcome.seen().toString());
  }
}
