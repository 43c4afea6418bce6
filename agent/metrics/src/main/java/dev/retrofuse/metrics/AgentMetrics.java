package dev.retrofuse.metrics;

import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.metrics.Metric.Kind;
import dev.retrofuse.operations.AgentView;
import dev.retrofuse.operations.RuleSource;
import dev.retrofuse.rules.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** All metrics of the agent, taken when they are asked for: nothing is counted for them alone. */
final class AgentMetrics {
  private final AgentView view;
  private final RuleSource rules;
  private final KnownKeys keys;
  private final boolean measures;

  /**
   * @param settings how many keys of a rule are told apart, and whether durations are asked for
   */
  AgentMetrics(AgentView view, RuleSource rules, Metrics settings) {
    this.view = view;
    this.rules = rules;
    measures = settings.durations();
    keys = new KnownKeys(settings.keys());
  }

  /** As they are now; without those that have no values. */
  synchronized List<Metric> take() {
    List<Metric> all = new ArrayList<>();
    GuardMetrics guards = new GuardMetrics(keys, measures);
    for (GuardStatus guard : view.guards()) {
      guards.add(guard);
    }
    all.addAll(guards.all());
    addAgent(all);
    addTracing(all);
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).isEmpty()) {
        all.remove(i);
      }
    }
    return all;
  }

  private void addAgent(List<Metric> all) {
    Metric on = metric("agent.on", Kind.GAUGE, "", "1, or 0 after the kill switch.");
    on.add(view.isOn() ? 1 : 0, "retrofuse.version", view.version());
    Metric woven = metric("agent.woven_classes", Kind.UP_DOWN, "{class}", "Classes woven now.");
    woven.add(view.wovenClasses());
    Metric inForce = metric("rules.in_force", Kind.UP_DOWN, "{rule}", "Rules in force.");
    inForce.add(rules.inForce().rules().size());
    Metric problems =
        metric(
            "rules.problems",
            Kind.UP_DOWN,
            "{problem}",
            "What keeps the rule file's present content from being taken over.");
    problems.add(rules.problems().size());
    Metric faults =
        metric("agent.faults", Kind.COUNTER, "{fault}", "Faults of the agent; the calls went on.");
    faults.add(0);
    for (long each : view.faults().values()) {
      faults.add(each);
    }
    all.addAll(Arrays.asList(on, woven, inForce, problems, faults));
  }

  private void addTracing(List<Metric> all) {
    Metric dropped =
        metric(
            "trace.dropped_contexts",
            Kind.COUNTER,
            "{context}",
            "Trace contexts that came and were not taken.");
    for (Map.Entry<String, Long> each : view.droppedContexts().entrySet()) {
      dropped.add(each.getValue(), "retrofuse.reason", each.getKey());
    }
    Metric waiting = metric("spans.waiting", Kind.UP_DOWN, "{span}", "Spans that wait to be sent.");
    Metric ended = metric("spans.ended", Kind.COUNTER, "{span}", "What became of spans.");
    for (Map.Entry<String, Long> each : view.spans().entrySet()) {
      if (each.getKey().equals("waiting")) {
        waiting.add(each.getValue());
      } else {
        ended.add(each.getValue(), "retrofuse.outcome", each.getKey());
      }
    }
    all.addAll(Arrays.asList(dropped, waiting, ended));
  }

  private static Metric metric(String name, Kind kind, String unit, String description) {
    return new Metric("retrofuse." + name, kind, unit, description);
  }
}
