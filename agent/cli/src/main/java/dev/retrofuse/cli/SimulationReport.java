package dev.retrofuse.cli;

import dev.retrofuse.rehearsal.replay.CallRecording;
import dev.retrofuse.rehearsal.replay.Opening;
import dev.retrofuse.rehearsal.replay.Simulation;
import dev.retrofuse.rehearsal.replay.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What rules would have done to recorded calls, for people and for programs. */
final class SimulationReport {
  private static final int MOST_OPENINGS = 20;

  private final Simulation simulation;
  private final CallRecording recording;

  SimulationReport(Simulation simulation) {
    this.simulation = simulation;
    recording = simulation.recording();
  }

  /** A table of rules and keys, then when breakers would have opened, then what is not in it. */
  void print(Console console) {
    Table table =
        new Table(
            "RULE",
            "KEY",
            "#CALLS",
            "#FAILED",
            "#SLOW",
            "#OPENED",
            "#FOR",
            "#REFUSED",
            "#OF FAILED",
            "#OF SUCCEEDED",
            "#CUT",
            "#SAVED");
    for (Tally each : simulation.tallies()) {
      add(table, each);
    }
    table.print(console.out(), Table.Paint.NONE);
    for (Tally each : simulation.tallies()) {
      print(each, console);
    }
    console.say(Counted.of(simulation.unmatched(), "call") + " that no rule is for");
    sayIfAny(recording.refused(), " refused when it was recorded, and left out here", console);
    sayIfAny(recording.over(), " not recorded, because there were too many", console);
  }

  private static void sayIfAny(long count, String what, Console console) {
    if (count > 0) {
      console.say(Counted.of(count, "call") + what);
    }
  }

  private static void add(Table table, Tally tally) {
    table.add(
        tally.rule().name(),
        tally.key(),
        tally.calls(),
        tally.failures(),
        tally.slow(),
        tally.openings().size(),
        seconds(tally.openMillis()),
        tally.refused(),
        tally.refusedFailed(),
        tally.refusedSucceeded(),
        tally.cut(),
        seconds(tally.savedMillis()));
  }

  private static void print(Tally tally, Console console) {
    List<Opening> openings = tally.openings();
    for (int i = 0; i < openings.size() && i < MOST_OPENINGS; i++) {
      Opening each = openings.get(i);
      String until = each.closedAgain() ? "" : ", to the end";
      console.say(
          seconds(each.atMillis())
              + "  '"
              + tally.rule().name()
              + "' "
              + each.key()
              + " opens for "
              + seconds(each.forMillis())
              + until
              + ": "
              + each.why());
    }
    if (openings.size() > MOST_OPENINGS) {
      console.say("and " + (openings.size() - MOST_OPENINGS) + " times more");
    }
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3fs", millis / 1000.0);
  }

  String json() throws IOException {
    List<Object> rules = new ArrayList<>();
    for (Tally each : simulation.tallies()) {
      rules.add(rule(each));
    }
    return Json.text(
        Json.map(
            "seconds", recording.micros() / 1e6,
            "rules", rules,
            "unmatched", simulation.unmatched(),
            "refusedBefore", recording.refused(),
            "over", recording.over()));
  }

  private static Map<String, Object> rule(Tally tally) {
    List<Object> openings = new ArrayList<>();
    for (Opening each : tally.openings()) {
      openings.add(
          Json.map(
              "key", each.key(),
              "atMillis", each.atMillis(),
              "forMillis", each.forMillis(),
              "closedAgain", each.closedAgain(),
              "why", each.why()));
    }
    return Json.map(
        "rule", tally.rule().name(),
        "key", tally.key(),
        "calls", tally.calls(),
        "failures", tally.failures(),
        "slow", tally.slow(),
        "openings", openings,
        "refused", tally.refused(),
        "refusedFailed", tally.refusedFailed(),
        "refusedSucceeded", tally.refusedSucceeded(),
        "cut", tally.cut(),
        "savedMillis", tally.savedMillis());
  }
}
