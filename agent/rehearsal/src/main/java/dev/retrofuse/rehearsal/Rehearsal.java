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
  private final StageRules rules;
  private final Instead instead;
  private PlannedCalls last;

  private Rehearsal(StageRules rules) {
    this.rules = rules;
    instead = new Instead(stage, rules);
  }

  /**
   * Plays all tests, each to rules that were not called before. Not while another does so in this
   * JVM, for the engine is asked by hooks that there is one of.
   *
   * @param tests which may stand in a file of their own
   */
  public static List<TestOutcome> play(RuleSet rules, RuleSet tests) {
    StageRules played = StageRules.ofTests(rules);
    List<TestOutcome> outcomes = new ArrayList<>();
    for (RuleTest test : tests.tests()) {
      outcomes.add(new Rehearsal(played).play(test));
    }
    return outcomes;
  }

  private TestOutcome play(RuleTest test) {
    engine.apply(rules.played());
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
    Load load = new Load(step.given(), instead, time);
    Verdict verdict = new Verdict(step, load, engine, history, began);
    passUntil(began + step.afterNanos());
    if (step.given() != null) {
      last = step.given();
      call(load);
    }
    if (step.then() != null) {
      mismatches.addAll(verdict.judge(stage.guard(last.to()), last));
    }
  }

  private void call(Load load) {
    long began = time.nanos();
    PlannedCalls planned = load.planned();
    for (int i = 0; i < planned.count(); i++) {
      if (planned.withinNanos() > 0) {
        passUntil(began + (long) ((double) planned.withinNanos() * i / planned.count()));
      }
      begin(load);
    }
    passUntil(began + planned.withinNanos());
    while (!underWay.isEmpty()) {
      passUntil(underWay.peek().due());
    }
  }

  /** Without a time over which calls begin, the next one waits for this one's end. */
  private void begin(Load load) {
    Call call = new Call(load, stage.guard(load.planned().to()));
    goOn(call);
    if (load.planned().withinNanos() == 0) {
      if (call.isOver()) {
        passUntil(time.nanos() + PlannedCalls.USUAL_NANOS);
      }
      while (!call.isOver()) {
        passUntil(underWay.peek().due());
      }
    }
  }

  private void goOn(Call call) {
    call.goOn();
    if (!call.isOver()) {
      underWay.add(call);
    }
  }

  /** Lets happen what is due until then. */
  private void passUntil(long nanos) {
    while (!underWay.isEmpty() && underWay.peek().due() <= nanos) {
      Call call = underWay.remove();
      time.putTo(call.due());
      goOn(call);
    }
    time.putTo(nanos);
  }
}
