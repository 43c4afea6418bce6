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
  private final VirtualTime time;
  private final History history;
  private final Engine engine;
  private final Stage stage = new Stage();
  private final PriorityQueue<Call> underWay = new PriorityQueue<>();
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private final StageRules rules;
  private final Instead instead;
  private PlannedCalls last;

  /**
   * @param number of the play: each has its own chance
   */
  private Rehearsal(StageRules rules, int number) {
    this.rules = rules;
    time = new VirtualTime(number);
    history = new History(time);
    engine = new Engine(time, history);
    instead = new Instead(stage, rules);
  }

  /**
   * Plays all tests, each to rules that were not called before. Not while another does so in this
   * JVM, for the engine is asked by hooks that there is one of.
   *
   * @param tests which may stand in a file of their own
   */
  public static List<TestOutcome> play(RuleSet rules, RuleSet tests) {
    StageRules exact = StageRules.ofTests(rules, false);
    StageRules varied = StageRules.ofTests(rules, true);
    List<TestOutcome> outcomes = new ArrayList<>();
    for (RuleTest test : tests.tests()) {
      outcomes.add(play(test.plays() == 1 ? exact : varied, test));
    }
    return outcomes;
  }

  private static TestOutcome play(StageRules rules, RuleTest test) {
    List<TestOutcome> plays = new ArrayList<>();
    for (int i = 0; i < test.plays(); i++) {
      plays.add(new Rehearsal(rules, i).play(test));
    }
    return plays.size() == 1 ? plays.get(0) : Plays.together(plays);
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
    return new TestOutcome(test, mismatches, seen, history.changes());
  }

  private void play(TestStep step) {
    long began = time.nanos();
    Load load = new Load(step.given(), instead, time);
    Verdict verdict = new Verdict(step, rules, load, engine, history, began);
    passUntil(began + step.afterNanos());
    if (step.given() != null) {
      last = step.given();
      call(load);
    }
    if (step.then() != null) {
      mismatches.addAll(verdict.judge(stage.guard(last.to()), last));
      seen.addAll(verdict.seen());
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
