package dev.retrofuse.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Retries as tests of rules see them. */
class RetriesRehearsalTest {
  private static final String GET = "to: GET http://stock.example/a";
  private final Played stock =
      new Played(
          """
          rules:
            - name: stock
              match: { http: { host: stock.example } }
              retry: { attempts: 3, back-off: 100ms, budget: 10%, budget-floor: 0/s }
          """);
  private final Played guarded =
      new Played(
          """
          rules:
            - name: stock
              match: { http: {} }
              breaker: { window: 10s, minimum-calls: 10, failure-rate: 50%, open-wait: 1m }
              retry: { attempts: 2, back-off: 100ms, budget: 100% }
          """);
  private final Played others =
      new Played(
          """
          rules:
            - name: sql
              match: { jdbc: {} }
              retry: {}
            - name: all
              match: { messaging: { destination: all } }
              retry: { calls: all }
            - name: topics
              match: { messaging: {} }
              retry: {}
          """);

  @Test
  void oneFailureIsMadeAgainAndTheApplicationSeesNone() {
    stock.passes(
        "{ given: { calls: 50, "
            + GET
            + ", fail: 10%, with: 503 }, then: { retries: 5, failed: none } }");
  }

  @Test
  void anOutageGetsTheSavedRetriesAndNoMore() {
    stock.passes(
        "{ given: { calls: 500, "
            + GET
            + ", within: 50s, fail: all, with: 503 }, then: { retries:"
            + " 10, out-of-budget: 490-495, failed: all, refused: none } }",
        // Fifty answers bring five retries.
        "{ given: { calls: 50, within: 5s }, then: { retries: none, failed: none } }",
        "{ given: { calls: 500, within: 50s, fail: all, with: 503 }, then: { retries: 5 } }");
  }

  @Test
  void eachTryCountsForTheBreakerAndNoRefusalIsMadeAgain() {
    guarded.passes(
        "{ given: { calls: 5, "
            + GET
            + ", within: 5s, fail: all, with: 503 }, then: { retries: 4-5, state:"
            + " open, within: 5s } }",
        "{ given: { calls: 100, within: 5s, fail: all, with: 503 }, then: { refused: all, retries: none,"
            + " out-of-budget: none, failed: none } }");
  }

  @Test
  void whatMustNotBeMadeTwiceIsNot() {
    stock.passes(
        "{ given: { calls: 9, to: POST http://stock.example/a, fail: all }, then: { retries: none,"
            + " failed: all } }",
        "{ given: { calls: 9, " + GET + ", fail: all, with: 500 }, then: { retries: none } }");
    others.passes(
        "{ given: { to: SELECT 1 @ jdbc:h2:mem:x, fail: all, with: time-out }, then: { retries: 2"
            + " } }",
        "{ given: { to: SELECT 1 @ jdbc:h2:mem:x, fail: all, with: unreachable }, then: { retries:"
            + " none } }",
        "{ given: { to: INSERT INTO t @ jdbc:h2:mem:x, fail: all, with: time-out }, then: {"
            + " retries: none } }",
        "{ given: { to: CONNECT @ jdbc:h2:mem:x, fail: all, with: time-out }, then: { retries:"
            + " none } }",
        "{ given: { to: kafka:a send, fail: all }, then: { retries: 2 } }",
        "{ given: { to: nats:a send, fail: all, with: time-out }, then: { retries: none } }",
        "{ given: { to: nats:all send, fail: all, with: time-out }, then: { retries: 2 } }",
        "{ given: { to: mqtt:all send, fail: all }, then: { retries: none } }",
        "{ given: { to: kafka:all send, fail: all, with: time-out }, then: { retries: none } }");
  }

  @Test
  void whatWasAskedForIsKeptTo() {
    stock.passes(
        "{ given: { " + GET + ", fail: all, with: 503, retry-after: 5s }, then: { retries: 2 } }",
        "{ after: 1h, given: { "
            + GET
            + ", fail: all, with: 503, retry-after: 1h }, then: {"
            + " retries: none } }");
    // Two waits of 5 s are in the first step's time: the breaker of a second one sees it.
    guarded.passes(
        "{ given: { calls: 10, "
            + GET
            + ", fail: all, with: 429, retry-after: 90s }, then: {"
            + " state: open } }",
        "{ after: 80s, given: { calls: 1 }, then: { refused: all } }",
        "{ after: 11s, given: { calls: 1 }, then: { refused: none } }");
  }

  @Test
  void aStatusThatIsNotMadeAgainIsSaid() {
    String found =
        stock.play("{ given: { " + GET + ", fail: all }, then: { retries: 1 } }").mismatches() + "";
    assertTrue(found.endsWith("found 0 of 1; the rule makes nothing again for status 500]"), found);
  }

  @Test
  void whatIsNotCutIsNotMadeAgain() {
    new Played(
            """
            rules:
              - { name: t, match: { messaging: {} }, retry: { calls: all }, time-out: { call: 1s } }
              - { name: p, match: { jdbc: {} }, bulkhead: { max-concurrent: 9 }, time-out: { call: 1s } }
              - { name: h, match: { http: {} }, retry: {}, time-out: { call: 1s } }
            """)
        .passes(
            "{ given: { to: nats:a send, takes: 5s }, then: { retries: none, failed: none } }",
            "{ given: { to: BORROW @ jdbc:h2:mem:a, takes: 5s }, then: { failed: none } }",
            "{ given: { to: GET http://a/, takes: 5s }, then: { retries: 2, failed: 1 } }");
  }

  @Test
  void theSameEachTimeAndAnHourInNoTime() {
    String[] steps = {
      "{ given: { calls: 100000, "
          + GET
          + ", within: 1h, fail: 20%, with: 503 }, then: { retries: 1 } }"
    };
    TestOutcome first = stock.play(steps);
    assertEquals(1, first.mismatches().size());
    assertTrue(first.mismatches().toString().contains("expected retries 1, found "));
    assertEquals(first.mismatches().toString(), stock.play(steps).mismatches().toString());
  }
}
