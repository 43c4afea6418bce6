package dev.retrofuse.rehearsal;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.rules.CallCount;
import dev.retrofuse.rules.Expectation;
import dev.retrofuse.rules.PlannedCalls;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.StepCount;
import dev.retrofuse.rules.TestStep;
import dev.retrofuse.waist.RetrofuseGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a step ended as it was expected to. */
final class Verdict {
  private static final String NO_RULE = "no rule that is for the call";

  private final TestStep step;
  private final Engine engine;
  private final History history;
  private final long began;
  private final StageRules rules;
  private final Load load;
  private final Totals before;
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();

  /** Of a step that begins now. */
  Verdict(TestStep step, StageRules rules, Load load, Engine engine, History history, long began) {
    this.step = step;
    this.engine = engine;
    this.history = history;
    this.began = began;
    this.rules = rules;
    this.load = load;
    before = Totals.of(engine);
  }

  /**
   * What did not come as expected.
   *
   * @param guard of the last call, or of one as it would be now
   * @param last the calls of this step, or of the last that had any
   */
  List<Mismatch> judge(RetrofuseGuard guard, PlannedCalls last) {
    GuardStatus status = GuardStatus.of(guard);
    Expectation then = step.then();
    if (then.rule() != null) {
      String rule = status == null ? "none" : status.rule();
      expect(rule.equals(then.rule()), "rule " + then.rule(), rule + " for " + last.to());
    }
    if (then.state() != null) {
      judgeState(then, status);
    }
    Totals after = Totals.of(engine);
    for (Map.Entry<StepCount, CallCount> each : then.counts().entrySet()) {
      StepCount what = each.getKey();
      long found = load.counted(what) + after.of(what) - before.of(what);
      String remark = what == StepCount.RETRIES && found == 0 ? whyNone(status, last) : "";
      judgeCount(what.toString(), each.getValue(), found, remark);
    }
    return mismatches;
  }

  /** The usual surprise: {@code with} is 500 where nothing is said, which no retry is for. */
  private String whyNone(GuardStatus status, PlannedCalls last) {
    Rule rule = status == null ? null : rules.written(status.rule());
    int answered = Ends.status(last.to().kind(), last.with());
    boolean never =
        rule != null
            && rule.retry() != null
            && answered != 0
            && !rule.retry().isRetriedStatus(answered);
    return never ? "; the rule makes nothing again for status " + answered : "";
  }

  /** What was found of the figures that are expected. */
  List<Seen> seen() {
    return seen;
  }

  private void judgeState(Expectation then, GuardStatus status) {
    String expected = then.state().toString();
    String found = status == null ? NO_RULE : status.state().word();
    if (then.withinNanos() == 0 || status == null) {
      expect(found.equals(expected), "state " + expected, found);
      return;
    }
    long until = began + then.withinNanos();
    long reached = history.reached(expected, status.rule(), status.key(), began);
    if (reached >= 0) {
      long millis = (reached - began) / 1_000_000;
      seen.add(Seen.millis(step, "state " + expected, millis));
    }
    boolean was = history.was(expected, status.rule(), status.key(), began, until, found);
    String within = " within " + then.withinNanos() / 1_000_000 + " ms of the step's beginning";
    expect(was, "state " + expected + within, found + " at its end");
  }

  private void judgeCount(String name, CallCount expected, long found, String remark) {
    int calls = step.given() == null ? 0 : step.given().count();
    seen.add(Seen.count(step, name, found));
    expect(expected.fits(found, calls), name + " " + expected, found + " of " + calls + remark);
  }

  private void expect(boolean holds, String expected, String found) {
    if (!holds) {
      mismatches.add(new Mismatch(step, expected, found));
    }
  }
}
