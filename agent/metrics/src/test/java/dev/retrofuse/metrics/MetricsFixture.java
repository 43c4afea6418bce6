package dev.retrofuse.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.operations.AgentLog;
import dev.retrofuse.operations.RealView;
import dev.retrofuse.operations.RuleSource;
import dev.retrofuse.rules.Metrics;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A real engine that is called, and what it tells. */
abstract class MetricsFixture implements Events {
  final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
  final RealView view = new RealView(this);
  final RuleSource source = new RuleSource(null, null, view::apply, new AgentLog());
  MetricsPipeline pipeline;

  @Override
  public void stateChanged(StateChange change) {}

  @Override
  public void note(String place, String text) {
    notes.add(text);
  }

  @AfterEach
  void close() {
    if (pipeline != null) {
      pipeline.close();
    }
    view.close();
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().matches("retrofuse-(scrape|metrics)")));
  }

  /** Puts rules in force. */
  Metrics apply(String text) {
    RuleFileResult result = RuleFile.parse("test.yaml", text);
    assertEquals(List.of(), result.problems());
    RuleSet rules = result.ruleSet();
    view.apply(rules);
    return rules.metrics();
  }

  void start(String text) {
    pipeline = new MetricsPipeline(apply(text), view, source, 1_000, this);
    pipeline.start();
  }

  /** The port that the agent tells of. */
  int port() throws InterruptedException {
    String told = notes.poll(30, TimeUnit.SECONDS);
    assertTrue(told.matches("metrics at http://127\\.0\\.0\\.1:\\d+/metrics"), told);
    return Integer.parseInt(told.replaceAll("\\D*(127.0.0.1):(\\d+).*", "$2"));
  }
}
