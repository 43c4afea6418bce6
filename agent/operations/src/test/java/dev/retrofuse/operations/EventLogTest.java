package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.RuleFile;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final String RULES =
      """
      rules:
        - name: payments
          match: { http: { host: "**" } }
          breaker: { minimum-calls: 1, window: 10 calls }
      """;

  private final Written written = new Written();
  private final EventLog events = new EventLog(written.log);

  @Test
  void writesALineForEachChange() {
    try (RealView view = new RealView(events)) {
      view.apply(RuleFile.parse("rules.yaml", RULES).ruleSet());
      RealView.call("far", true);
      assertEquals(0, written.lines().size());
      events.drain();
      assertEquals(1, written.lines().size());
      assertTrue(written.last().contains("rule 'payments' far"), written::last);
      assertTrue(written.last().contains("now open"), written::last);
    }
  }

  @Test
  void isBounded() {
    try (RealView view = new RealView(events)) {
      for (int i = 0; i < EventLog.MOST_WAITING + 7; i++) {
        // A rule of another name begins anew, so that each call opens a breaker.
        String rules = RULES.replace("payments", "payments-" + i);
        view.apply(RuleFile.parse("rules.yaml", rules).ruleSet());
        RealView.call("far", true);
      }
      events.drain();
      assertEquals(EventLog.MOST_WAITING + 1, written.lines().size());
      assertTrue(written.last().contains(" 7 changes of state are missing"), written::last);
    }
  }

  @Test
  void notesOncePerPlace() {
    events.note("place", "one");
    events.note("place", "two");
    assertEquals(1, written.lines().size());
  }
}
