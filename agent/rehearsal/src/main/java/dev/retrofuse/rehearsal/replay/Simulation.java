package dev.retrofuse.rehearsal.replay;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.rehearsal.History;
import dev.retrofuse.rehearsal.Instead;
import dev.retrofuse.rehearsal.Stage;
import dev.retrofuse.rehearsal.StageRules;
import dev.retrofuse.rehearsal.StateAt;
import dev.retrofuse.rehearsal.VirtualTime;
import dev.retrofuse.rules.Failures;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseGuard;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** A recording, played to the engine under rules that it may not have met. */
public final class Simulation {
  private final CallRecording recording;
  private final VirtualTime time = new VirtualTime();
  private final History history = new History(time);
  private final Stage stage = new Stage();
  private final PriorityQueue<CallUnderWay> underWay = new PriorityQueue<>();
  private final StageRules rules;
  private final Instead instead;
  private final Repeats repeats;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private long unmatched;

  private Simulation(RuleSet ruleSet, CallRecording recording) {
    this.recording = recording;
    rules = StageRules.ofReplay(ruleSet);
    instead = new Instead(stage, rules);
    repeats = new Repeats(recording.calls);
  }

  /**
   * Plays a recording without problems. Not while another is played, or tests are, in this JVM.
   *
   * @param rules those that observe are played as if they were enforced
   */
  public static Simulation play(RuleSet rules, CallRecording recording) {
    Simulation simulation = new Simulation(rules, recording);
    simulation.play(enforced(simulation.rules.played()));
    return simulation;
  }

  /** What ends mean is found out here, by the rules as they were written. */
  private static RuleSet enforced(RuleSet rules) {
    List<Rule> played = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      Rule.Builder same = rule.toBuilder().mode(Mode.ENFORCE).failures(Failures.defaults());
      played.add(same.observed(EnumSet.noneOf(Policy.class)).build());
    }
    return rules.with(played);
  }

  private void play(RuleSet played) {
    Engine engine = new Engine(time, history);
    engine.apply(played);
    engine.on();
    try {
      for (RecordedCall call : recording.calls) {
        passUntil(call.startNanos());
        begin(call);
      }
      passUntil(recording.micros() * 1_000);
    } finally {
      engine.off();
    }
    for (StateAt change : history.changes()) {
      for (Tally tally : tallies.values()) {
        tally.changed(change);
      }
    }
  }

  private void begin(RecordedCall call) {
    RetrofuseGuard guard = call.name().guard(stage);
    GuardStatus status = guard == null ? null : GuardStatus.of(guard);
    if (status == null) {
      unmatched++;
      return;
    }
    goOn(new CallUnderWay(call, guard, tally(status), time, repeats, instead));
  }

  private void goOn(CallUnderWay call) {
    call.goOn();
    if (!call.isOver()) {
      underWay.add(call);
    }
  }

  private Tally tally(GuardStatus status) {
    return tallies.computeIfAbsent(
        status.rule() + '\n' + status.key(),
        absent ->
            new Tally(rules.written(status.rule()), status.key(), recording.micros() * 1_000));
  }

  private void passUntil(long nanos) {
    while (!underWay.isEmpty() && underWay.peek().due() <= nanos) {
      CallUnderWay call = underWay.remove();
      time.putTo(call.due());
      goOn(call);
    }
    time.putTo(nanos);
  }

  /** Of each rule and key that calls came for, in that order. */
  public List<Tally> tallies() {
    return new ArrayList<>(tallies.values());
  }

  /** Calls that no rule is for. */
  public long unmatched() {
    return unmatched;
  }

  public CallRecording recording() {
    return recording;
  }
}
