package dev.retrofuse.agent;

import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.UtcTime;
import dev.retrofuse.metrics.MetricsPipeline;
import dev.retrofuse.operations.AgentView;
import dev.retrofuse.operations.RuleSource;
import dev.retrofuse.rules.Metrics;

/** Metrics where the rules ask for them. The kill switch leaves them on: they tell of it. */
final class Measuring {
  private final AgentView view;
  private final Events events;
  private final long sinceMillis = UtcTime.nowMillis();
  private MetricsPipeline pipeline;

  Measuring(AgentView view, Events events) {
    this.view = view;
    this.events = events;
  }

  /**
   * As they say from now on; what they say of it no differently goes on.
   *
   * @param settings null for none
   */
  void on(Metrics settings, RuleSource rules) {
    if (pipeline != null && pipeline.settings().equals(settings)) {
      return;
    }
    close();
    if (settings != null && (settings.prometheus() != null || settings.otlp() != null)) {
      pipeline = new MetricsPipeline(settings, view, rules, sinceMillis, events);
      pipeline.start();
    }
  }

  /** Closes the port, and leaves no thread. */
  void close() {
    if (pipeline != null) {
      pipeline.close();
      pipeline = null;
    }
  }
}
