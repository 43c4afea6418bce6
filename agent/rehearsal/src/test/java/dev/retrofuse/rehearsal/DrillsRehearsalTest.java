package dev.retrofuse.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Drills as tests of rules see them. */
class DrillsRehearsalTest {
  private static final String RULES =
      """
      faults: [stock]
      rules:
        - name: stock
          match: { http: {} }
          bulkhead: { max-concurrent: 10 }
          breaker: { window: 10s, minimum-calls: 10, failure-rate: 50%, slow-call: 1s, open-wait: 1m }
          retry: {}
          fault: { share: 100%, for: 10m, FAULT }
      """;
  private static final String GET = "to: GET http://a/";

  private static Played with(String fault) {
    return new Played(RULES.replace("FAULT", fault));
  }

  @Test
  void strickenCallsFailAreNeverMadeAgainAndOpenTheBreaker() {
    with("end: fail")
        .passes(
            "{ given: { calls: 15, "
                + GET
                + " }, then: { struck: 10, failed: 10, refused: 5, retries: none, state: open } }");
  }

  @Test
  void theDelayHoldsItsPlaceUntilItsEnd() {
    with("end: fail, delay: 500ms")
        .passes(
            "{ given: { calls: 12, "
                + GET
                + ", within: 120ms }, then: { struck: 10, refused: 2, failed: 10, state: open } }");
    // Others go on meanwhile: ten that begin within 100 ms fail from 500 ms to 590 ms.
    TestOutcome outcome =
        with("end: fail, delay: 500ms")
            .play("{ given: { calls: 10, " + GET + ", within: 100ms }, then: { state: open } }");
    assertEquals(List.of(), outcome.mismatches());
    assertEquals(590, outcome.history().get(0).millis());
    with("delay: 500ms")
        .passes(
            "{ given: { calls: 10, "
                + GET
                + ", within: 1ms }, then: { failed: none, struck: all } }",
            "{ given: { calls: 10 }, then: { refused: none, failed: none, state: closed } }");
  }

  @Test
  void whatIsHeldUpIsSlow() {
    with("delay: 1s")
        .passes("{ given: { calls: 15, " + GET + " }, then: { state: open, refused: 6 } }");
  }

  @Test
  void whatIsHeldUpAsLongAsItsTimeOutFails() {
    new Played(
            RULES
                .replace("FAULT", "delay: 5s")
                .replace("retry: {}", "retry: {}\n    time-out: { call: 2s }"))
        .passes(
            "{ given: { calls: 15, "
                + GET
                + " }, then: { struck: 10, failed: 10, refused: 5, retries: none, state: open } }");
  }

  @Test
  void itIsOverAfterItsTime() {
    with("end: fail")
        .passes(
            "{ after: 9m, given: { calls: 5, " + GET + " }, then: { struck: all } }",
            "{ after: 1m, given: { calls: 5 }, then: { struck: none, failed: none } }");
  }

  @Test
  void whatObservesIsNotStruck() {
    new Played(
            RULES
                .replace("FAULT", "end: fail")
                .replace("- name: stock", "- name: stock\n    mode: observe"))
        .passes("{ given: { calls: 15, " + GET + " }, then: { struck: none, failed: none } }");
  }
}
