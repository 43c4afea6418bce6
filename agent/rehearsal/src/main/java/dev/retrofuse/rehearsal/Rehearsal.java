package dev.retrofuse.rehearsal;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.rules.PlannedCalls;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.RuleTest;
import dev.retrofuse.rules.TestStep;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** One test, played to the engine from its first call to its last. */
public final class Rehearsal {
  private final VirtualTime time = new VirtualTime();
  private final History history = new History(time);
  private final Engine engine = new Engine(time, history);
  private final Stage stage = new Stage();
  private final PriorityQueue<Call> underWay = new PriorityQueue<>();
  private final List<Mismatch> mismatches = new ArrayList<>();
  private PlannedCalls last;

  private Rehearsal() {}

  /**
   * Plays all tests, each to rules that were not called before. Not while another does so in this
   * JVM, for the engine is asked by hooks that there is one of.
   *
   * @param tests which may stand in a file of their own
   */
  public static List<TestOutcome> play(RuleSet rules, RuleSet tests) {
    RuleSet played = StageRules.of(rules);
    List<TestOutcome> outcomes = new ArrayList<>();
    for (RuleTest test : tests.tests()) {
      outcomes.add(new Rehearsal().play(played, test));
    }
    return outcomes;
  }

  private TestOutcome play(RuleSet rules, RuleTest test) {
    engine.apply(rules);
    engine.on();
    try {
      for (TestStep step : test.steps()) {
        play(step);
      }
    } finally {
      engine.off();
    }
    return new TestOutcome(test.source(), test.name(), mismatches, history.changes());
  }

  private void play(TestStep step) {
    long began = time.nanos();
    Verdict verdict = new Verdict(step, engine, history, began);
    passUntil(began + step.afterNanos());
    if (step.given() != null) {
      last = step.given();
      call(step.given(), verdict);
    }
    if (step.then() != null) {
      mismatches.addAll(verdict.judge(stage.guard(last.to()), last));
    }
  }

  private void call(PlannedCalls planned, Verdict verdict) {
    long began = time.nanos();
    for (int i = 0; i < planned.count(); i++) {
      if (planned.withinNanos() > 0) {
        passUntil(began + (long) ((double) planned.withinNanos() * i / planned.count()));
      }
      begin(planned, i, verdict);
    }
    passUntil(began + planned.withinNanos());
    while (!underWay.isEmpty()) {
      passUntil(underWay.peek().end());
    }
  }

  private void begin(PlannedCalls planned, int number, Verdict verdict) {
    Call call = Call.begin(stage.guard(planned.to()), planned, number, time.nanos());
    if (call.isRefused()) {
      verdict.refused();
    } else if (!call.hangs()) {
      underWay.add(call);
    }
    if (planned.withinNanos() == 0) {
      boolean ends = !call.isRefused() && !call.hangs();
      passUntil(ends ? call.end() : time.nanos() + PlannedCalls.USUAL_NANOS);
    }
  }

  /** Lets the calls end that do so until then. */
  private void passUntil(long nanos) {
    while (!underWay.isEmpty() && underWay.peek().end() <= nanos) {
      Call call = underWay.remove();
      time.putTo(call.end());
      call.finish();
    }
    time.putTo(nanos);
  }
}
