package dev.retrofuse.testkit;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.engine.retry.RetryStatus;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.Spans;
import dev.retrofuse.spans.SpanPipeline;
import dev.retrofuse.spans.StateEvents;
import dev.retrofuse.trace.RecordingHook;
import dev.retrofuse.trace.TraceCounts;
import dev.retrofuse.trace.TraceHook;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An agent in the test's own JVM: the same weaving, engine and trace as in the product, with the
 * instrumentations that the test names. Closing it takes everything out again.
 */
public final class TestAgent implements AutoCloseable {
  private final TestWeaving weaving;
  private final boolean keepsWeaving;
  private final Engine engine = new Engine(Ticker.system(), new StateEvents(new Recorder()));
  private final List<StateChange> changes = new CopyOnWriteArrayList<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final RecordedSpans spans = new RecordedSpans();

  private TestAgent(TestWeaving weaving, boolean keepsWeaving) {
    this.weaving = weaving;
    this.keepsWeaving = keepsWeaving;
  }

  /** Attaches with these rules (YAML) to this JVM. */
  public static TestAgent attach(String rules, LibraryInstrumentation... libraries) {
    BootWaist.install();
    return begin(rules, new TestAgent(TestWeaving.of(libraries), false));
  }

  /** The rest of an agent for classes that stay woven when it is closed. */
  public static TestAgent attach(String rules, TestWeaving weaving) {
    return begin(rules, new TestAgent(weaving, true));
  }

  private static TestAgent begin(String rules, TestAgent agent) {
    agent.rules(rules);
    return agent;
  }

  /** Puts other rules in force. */
  public void rules(String yaml) {
    RuleFileResult result = RuleFile.parse("test.yaml", yaml);
    if (result.ruleSet() == null) {
      throw new IllegalArgumentException(result.problems().toString());
    }
    engine.apply(result.ruleSet());
    engine.on();
    Hooks.trace(result.ruleSet(), engine, spans);
  }

  public Engine engine() {
    return engine;
  }

  /** The status of every key of a rule. */
  public List<GuardStatus> status(String rule) {
    List<GuardStatus> found = new ArrayList<>();
    for (GuardStatus status : engine.status()) {
      if (status.rule().equals(rule)) {
        found.add(status);
      }
    }
    return found;
  }

  /** Calls counted by a rule over all its keys. */
  public long calls(String rule) {
    return status(rule).stream().mapToLong(GuardStatus::calls).sum();
  }

  /** Failures counted by a rule over all its keys. */
  public long failures(String rule) {
    return status(rule).stream().mapToLong(GuardStatus::failures).sum();
  }

  /** Calls refused by a rule over all its keys. */
  public long refused(String rule) {
    return status(rule).stream().mapToLong(GuardStatus::refused).sum();
  }

  /** What became of a rule's retries, when it has one key. */
  public RetryStatus retries(String rule) {
    return status(rule).get(0).retry();
  }

  /** Calls of a rule that are under way. */
  public long concurrent(String rule) {
    return status(rule).stream().mapToLong(GuardStatus::concurrent).sum();
  }

  /** What went wrong in weaving or in woven code; a contract test ends with this empty. */
  public List<String> faults() {
    return weaving.faults();
  }

  public List<StateChange> changes() {
    return changes;
  }

  /** What an operator is told beside. */
  public List<String> notes() {
    return notes;
  }

  /** What was recorded, where the rules ask for spans. */
  public RecordedSpans spans() {
    return spans;
  }

  @Override
  public void close() {
    engine.off();
    Hooks.trace(RuleSet.empty(), engine, spans);
    if (!keepsWeaving) {
      weaving.close();
    }
  }

  // Apart, because to verify code that assigns such types the JVM loads them, and that must not be
  // before the waist is on the boot loader.
  private static final class Hooks {
    static void trace(RuleSet rules, Engine engine, RecordedSpans spans) {
      if (rules.trace().spans() != null) {
        RecordingHook hook = new RecordingHook(rules.trace(), new TraceCounts());
        Pipeline pipeline = new Pipeline(rules.trace().spans(), spans);
        RetrofuseSpans.hook = pipeline;
        RetrofuseTrace.hook = hook;
        engine.record(pipeline.calls(hook));
        return;
      }
      engine.record(null);
      RetrofuseSpans.hook = null;
      RetrofuseTrace.hook = rules.traces() ? new TraceHook(rules.trace(), new TraceCounts()) : null;
    }
  }

  /** Never started: nothing is sent. */
  private static final class Pipeline extends SpanPipeline {
    private final RecordedSpans spans;

    Pipeline(Spans settings, RecordedSpans spans) {
      super(settings, "test", new Quiet());
      this.spans = spans;
    }

    @Override
    protected void ended(RetrofuseSpan span) {
      spans.add(span);
    }
  }

  private static final class Quiet implements Events {
    @Override
    public void stateChanged(StateChange change) {}

    @Override
    public void note(String place, String text) {}
  }

  private final class Recorder implements Events {
    @Override
    public void stateChanged(StateChange change) {
      changes.add(change);
    }

    @Override
    public void note(String place, String text) {
      notes.add(text);
    }
  }
}
