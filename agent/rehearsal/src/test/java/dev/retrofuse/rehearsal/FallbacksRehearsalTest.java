package dev.retrofuse.rehearsal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fallbacks as tests of rules see them. */
class FallbacksRehearsalTest {
  @TempDir Path folder;

  private static Played rule(String match, String fallback) {
    return new Played(
        "rules:\n  - name: r\n    match: "
            + match
            + "\n    breaker: { minimum-calls: 10, open-wait: 1m }\n    fallback: "
            + fallback
            + "\n");
  }

  @Test
  void aResponseForRefusedOnesAlone() {
    rule("{ http: {} }", "{ response: { status: 200 } }")
        .passes(
            "{ given: { calls: 15, to: GET http://a/, fail: all, with: unreachable }, then: {"
                + " refused: 5, answered: 5, failed: 10 } }");
  }

  @Test
  void aResponseForFailuresButNotForAnswersOfTheServer() {
    Played rule = rule("{ http: {} }", "{ for: failed, response: { status: 200 } }");
    rule.passes(
        "{ given: { calls: 15, to: GET http://a/, fail: all, with: time-out }, then: { answered:"
            + " all, failed: none } }");
    rule.passes(
        "{ given: { calls: 15, to: GET http://a/, fail: all, with: 500 }, then: { answered: 5,"
            + " failed: 10 } }");
  }

  @Test
  void theLastGoodAnswerUntilItIsTooOld() {
    rule("{ http: {} }", "{ for: failed, last-good: { max-age: 5s } }")
        .passes(
            "{ given: { calls: 2, to: GET http://a/x, fail: all, with: time-out }, then: {"
                + " answered: none } }",
            "{ given: { calls: 1 } }",
            "{ given: { calls: 2, fail: all, with: time-out }, then: { answered: all } }",
            "{ given: { calls: 1, to: GET http://a/y, fail: all, with: time-out }, then: {"
                + " answered: none } }",
            "{ given: { calls: 1, to: POST http://a/x, fail: all, with: time-out }, then: {"
                + " answered: none } }",
            "{ after: 6s, given: { calls: 1, to: GET http://a/x, fail: all, with: time-out },"
                + " then: { answered: none, failed: all } }");
  }

  @Test
  void emptyResultsAndReplicas() {
    rule("{ jdbc: {} }", "{ for: failed, empty-result: true }")
        .passes(
            "{ given: { calls: 2, to: SELECT 1 @ jdbc:h2:mem:a, fail: all }, then: { answered:"
                + " all } }",
            "{ given: { calls: 2, to: INSERT INTO t @ jdbc:h2:mem:a, fail: all }, then: {"
                + " answered: none } }",
            "{ given: { calls: 2, to: CONNECT @ jdbc:h2:mem:a, fail: all }, then: { answered: none"
                + " } }");
    rule("{ jdbc: { database: a } }", "{ for: failed, replica: 'jdbc:h2:mem:b' }")
        .passes(
            "{ given: { calls: 12, to: CONNECT @ jdbc:h2:mem:a, fail: all }, then: { refused: 2,"
                + " answered: all } }",
            "{ given: { calls: 2, to: SELECT 1 @ jdbc:h2:mem:a }, then: { refused: all, answered:"
                + " none } }");
  }

  @Test
  void messagesThatAreDroppedOrKept() throws Exception {
    rule("{ messaging: {} }", "{ drop: true }")
        .passes(
            "{ given: { calls: 12, to: kafka:a send, fail: all }, then: { answered: 2, failed: 10"
                + " } }");
    Path spool = folder.resolve("spool");
    rule("{ messaging: {} }", "{ for: failed, spool: { folder: '" + spool + "' } }")
        .passes(
            "{ given: { calls: 5, to: nats:a send, fail: all }, then: { answered: all } }",
            "{ given: { calls: 2, fail: all, with: time-out }, then: { answered: none } }",
            "{ given: { calls: 12, to: kafka:b send, fail: all }, then: { refused: 2, answered: 2"
                + " } }",
            "{ given: { calls: 12, to: redis:c send, fail: all }, then: { refused: 2, answered:"
                + " none } }");
    Assertions.assertFalse(Files.exists(spool));
  }

  @Test
  void whatObservesAnswersNothing() {
    new Played(
            """
            rules:
              - name: r
                mode: observe
                match: { http: {} }
                breaker: { minimum-calls: 5 }
                fallback: { for: failed, response: { status: 200 } }
            """)
        .passes(
            "{ given: { calls: 15, to: GET http://a/, fail: all, with: time-out }, then: {"
                + " answered: none, failed: all, would-refuse: 10 } }");
  }
}
