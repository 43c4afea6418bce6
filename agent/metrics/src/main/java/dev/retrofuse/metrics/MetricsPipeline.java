package dev.retrofuse.metrics;

import dev.retrofuse.engine.Events;
import dev.retrofuse.operations.AgentView;
import dev.retrofuse.operations.RuleSource;
import dev.retrofuse.rules.Metrics;

/** The metrics' ways out, as the rules have them. */
public final class MetricsPipeline {
  private final Metrics settings;
  private final ScrapePort port;
  private final MetricsSender sender;

  /**
   * Opens and sends nothing yet.
   *
   * @param sinceMillis when counting began, in milliseconds since 1970
   */
  public MetricsPipeline(
      Metrics settings, AgentView view, RuleSource rules, long sinceMillis, Events events) {
    this.settings = settings;
    AgentMetrics metrics = new AgentMetrics(view, rules, settings);
    port =
        settings.prometheus() == null
            ? null
            : new ScrapePort(settings.prometheus(), metrics, events);
    sender =
        settings.otlp() == null
            ? null
            : new MetricsSender(settings.otlp(), metrics, view.version(), sinceMillis, events);
  }

  /** To be called once, on a thread that runs no code of the application. */
  public void start() {
    if (port != null) {
      port.start();
    }
    if (sender != null) {
      sender.start();
    }
  }

  public Metrics settings() {
    return settings;
  }

  /** Closes the port, sends what is counted once more, and leaves no thread. */
  public void close() {
    if (port != null) {
      port.close();
    }
    if (sender != null) {
      sender.close();
    }
  }
}
