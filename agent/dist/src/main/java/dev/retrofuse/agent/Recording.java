package dev.retrofuse.agent;

import dev.retrofuse.engine.CallSpans;
import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.operations.Version;
import dev.retrofuse.operations.discovery.Look;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.Spans;
import dev.retrofuse.spans.SpanPipeline;
import dev.retrofuse.trace.RecordingHook;
import dev.retrofuse.trace.TraceCounts;
import dev.retrofuse.trace.TraceHook;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Trace context as the rules have it, and spans where they ask for them. */
final class Recording {
  /** How long detaching waits for spans to be sent, and then for a post that hangs to break off. */
  private static final long LAST_MILLIS = 2_500;

  private final Engine engine;
  private final Events events;
  private final TraceCounts counts = new TraceCounts();
  private volatile SpanPipeline pipeline;
  private volatile Look look;

  Recording(Engine engine, Events events) {
    this.engine = engine;
    this.events = events;
  }

  /**
   * From the next {@link #on} on calls are looked at, too.
   *
   * @param other null for not
   */
  void look(Look other) {
    look = other;
  }

  private CallSpans looked(CallSpans spans) {
    Look now = look;
    return now == null ? spans : now.before(spans);
  }

  void on(RuleSet rules) {
    Spans settings = rules.trace().spans();
    if (settings != null) {
      record(rules, settings);
      return;
    }
    engine.record(looked(null));
    RetrofuseSpans.hook = null;
    RetrofuseTrace.hook = rules.traces() ? new TraceHook(rules.trace(), counts) : null;
    close(0);
  }

  private void record(RuleSet rules, Spans settings) {
    if (pipeline == null || !pipeline.settings().equals(settings)) {
      close(0);
      pipeline = new SpanPipeline(settings, Version.current(), events);
      pipeline.start();
    }
    RecordingHook hook = new RecordingHook(rules.trace(), counts);
    RetrofuseSpans.hook = pipeline;
    RetrofuseTrace.hook = hook;
    engine.record(looked(pipeline.calls(hook)));
  }

  void off() {
    engine.record(null);
    RetrofuseTrace.hook = null;
    RetrofuseSpans.hook = null;
  }

  /** Sends what waits, and leaves no thread. */
  void close() {
    close(LAST_MILLIS);
  }

  private void close(long millis) {
    SpanPipeline last = pipeline;
    pipeline = null;
    if (last != null) {
      last.close(millis);
    }
  }

  Map<String, Long> droppedContexts() {
    Map<String, Long> dropped = new TreeMap<>();
    dropped.put("invalid", counts.ofInvalid());
    dropped.put("untrusted", counts.ofUntrusted());
    return dropped;
  }

  Map<String, Long> spans() {
    SpanPipeline now = pipeline;
    return now == null ? Collections.<String, Long>emptyMap() : now.counts();
  }
}
