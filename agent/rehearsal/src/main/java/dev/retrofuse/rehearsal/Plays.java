package dev.retrofuse.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of a test that was played more than once. */
final class Plays {
  private Plays() {}

  /**
   * It passed if each play did. What did not come as expected is that of the first play in which it
   * did not; so is the history.
   */
  static TestOutcome together(List<TestOutcome> plays) {
    TestOutcome told = plays.get(0);
    Map<String, Mismatch> mismatches = new LinkedHashMap<>();
    Map<String, Integer> failed = new LinkedHashMap<>();
    for (TestOutcome play : plays) {
      told = told.passed() ? play : told;
      for (Mismatch each : play.mismatches()) {
        mismatches.putIfAbsent(each.where(), each);
        failed.merge(each.where(), 1, Integer::sum);
      }
    }
    List<Mismatch> all = new ArrayList<>();
    mismatches.forEach((where, each) -> all.add(each.in(failed.get(where), plays.size())));
    return told.with(all, bounds(plays), plays.size());
  }

  /** Each figure of a step over all plays that reached it. */
  private static List<Seen> bounds(List<TestOutcome> plays) {
    Map<String, Seen> bounds = new LinkedHashMap<>();
    for (TestOutcome play : plays) {
      for (Seen each : play.seen()) {
        String key = each.line() + ":" + each.column() + " " + each.what();
        bounds.merge(key, each, Seen::and);
      }
    }
    return new ArrayList<>(bounds.values());
  }
}
