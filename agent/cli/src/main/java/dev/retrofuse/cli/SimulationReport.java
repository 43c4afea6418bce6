package dev.retrofuse.cli;

import dev.retrofuse.rehearsal.replay.CallRecording;
import dev.retrofuse.rehearsal.replay.Opening;
import dev.retrofuse.rehearsal.replay.Simulation;
import dev.retrofuse.rehearsal.replay.Tally;
import dev.retrofuse.rules.Fallback;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What rules would have done to recorded calls, for people and for programs. */
final class SimulationReport {
  private static final int MOST_OPENINGS = 20;
  private static final List<String> COLUMNS =
      Arrays.asList(
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

  private final Simulation simulation;
  private final CallRecording recording;

  SimulationReport(Simulation simulation) {
    this.simulation = simulation;
    recording = simulation.recording();
  }

  /** A table of rules and keys, then when breakers would have opened, then what is not in it. */
  void print(Console console) {
    boolean retries = any(tally -> tally.rule().retry() != null);
    boolean fallbacks = any(tally -> tally.rule().fallback().form() != Fallback.Form.EXCEPTION);
    Table table = new Table(columns(retries, fallbacks));
    for (Tally each : simulation.tallies()) {
      table.add(cells(each, retries, fallbacks));
    }
    table.print(console.out(), Table.Paint.NONE);
    for (Tally each : simulation.tallies()) {
      print(each, console);
    }
    console.say(Counted.of(simulation.unmatched(), "call") + " that no rule is for");
    sayIfAny(recording.refused(), " refused when it was recorded, and left out here", console);
    sayIfAny(recording.over(), " not recorded, because there were too many", console);
  }

  private boolean any(Predicate<Tally> holds) {
    return simulation.tallies().stream().anyMatch(holds);
  }

  /** What no rule could do is no column. */
  private static String[] columns(boolean retries, boolean fallbacks) {
    List<String> columns = new ArrayList<>(COLUMNS);
    if (retries) {
      columns.addAll(Arrays.asList("#RETRIES", "#RESCUED", "#NO BUDGET"));
    }
    if (fallbacks) {
      columns.add("#ANSWERED");
    }
    return columns.toArray(new String[0]);
  }

  private static void sayIfAny(long count, String what, Console console) {
    if (count > 0) {
      console.say(Counted.of(count, "call") + what);
    }
  }

  private static Object[] cells(Tally tally, boolean retries, boolean fallbacks) {
    List<Object> cells = new ArrayList<>();
    cells.add(tally.rule().name());
    cells.add(tally.key());
    cells.add(tally.calls());
    cells.add(tally.failures());
    cells.add(tally.slow());
    cells.add(tally.openings().size());
    cells.add(seconds(tally.openMillis()));
    cells.add(tally.refused());
    cells.add(tally.refusedFailed());
    cells.add(tally.refusedSucceeded());
    cells.add(tally.cut());
    cells.add(seconds(tally.savedMillis()));
    if (retries) {
      cells.addAll(Arrays.asList(tally.retries(), tally.rescued(), tally.outOfBudget()));
    }
    if (fallbacks) {
      cells.add(tally.answered());
    }
    return cells.toArray();
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
        "savedMillis", tally.savedMillis(),
        "retries", tally.retries(),
        "rescued", tally.rescued(),
        "outOfBudget", tally.outOfBudget(),
        "answered", tally.answered());
  }
}
