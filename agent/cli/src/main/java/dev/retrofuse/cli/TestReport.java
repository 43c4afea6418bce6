package dev.retrofuse.cli;

import dev.retrofuse.rehearsal.Mismatch;
import dev.retrofuse.rehearsal.Seen;
import dev.retrofuse.rehearsal.StateAt;
import dev.retrofuse.rehearsal.TestOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of the tests of a rule file, for people and for programs. */
final class TestReport {
  private final List<TestOutcome> outcomes;

  TestReport(List<TestOutcome> outcomes) {
    this.outcomes = outcomes;
  }

  long failed() {
    return outcomes.stream().filter(each -> !each.passed()).count();
  }

  /**
   * A line for each test; the bounds of one that was played often; for one that failed what was
   * expected, and what its breakers did.
   */
  void print(Console console) {
    for (TestOutcome each : outcomes) {
      String plays = each.plays() == 1 ? "" : " (" + each.plays() + " plays)";
      console.say((each.passed() ? "passed  " : "FAILED  ") + each.name() + plays);
      for (Mismatch mismatch : each.mismatches()) {
        console.say("    " + each.source() + ":" + mismatch);
      }
      if (each.plays() > 1) {
        each.seen().forEach(seen -> console.say("    " + each.source() + ":" + seen));
      }
      if (!each.passed()) {
        printHistory(each, console);
      }
    }
    console.say(Counted.of(outcomes.size(), "test") + ", " + failed() + " failed");
  }

  private static void printHistory(TestOutcome outcome, Console console) {
    console.say(outcome.history().isEmpty() ? "    no breaker changed its state" : "    history:");
    for (StateAt change : outcome.history()) {
      console.say("    " + change);
    }
  }

  String json() throws IOException {
    List<Object> tests = new ArrayList<>();
    for (TestOutcome each : outcomes) {
      tests.add(test(each));
    }
    return Json.text(Json.map("tests", tests, "failed", failed()));
  }

  private static Map<String, Object> test(TestOutcome outcome) {
    List<Object> mismatches = new ArrayList<>();
    for (Mismatch each : outcome.mismatches()) {
      mismatches.add(
          Json.map(
              "line", each.line(),
              "column", each.column(),
              "expected", each.expected(),
              "found", each.found()));
    }
    List<Object> history = new ArrayList<>();
    for (StateAt each : outcome.history()) {
      history.add(change(each));
    }
    return Json.map(
        "file", outcome.source(),
        "name", outcome.name(),
        "passed", outcome.passed(),
        "plays", outcome.plays(),
        "mismatches", mismatches,
        "found", found(outcome),
        "history", history);
  }

  private static List<Object> found(TestOutcome outcome) {
    List<Object> found = new ArrayList<>();
    for (Seen each : outcome.seen()) {
      found.add(
          Json.map(
              "line", each.line(),
              "column", each.column(),
              "what", each.what(),
              "least", each.least(),
              "most", each.most()));
    }
    return found;
  }

  private static Map<String, Object> change(StateAt change) {
    return Json.map(
        "atMillis", change.millis(),
        "rule", change.rule(),
        "key", change.key(),
        "from", change.from(),
        "to", change.to(),
        "why", change.why());
  }
}
