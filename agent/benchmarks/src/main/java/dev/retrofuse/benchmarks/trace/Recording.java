package dev.retrofuse.benchmarks.trace;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.Spans;
import dev.retrofuse.spans.SpanPipeline;
import dev.retrofuse.trace.RecordingHook;
import dev.retrofuse.trace.TraceCounts;
import dev.retrofuse.trace.TraceHook;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A guarded HTTP call within a request, joined to its trace: with and without a span of it. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Recording implements Events {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0";

  @Param({"none", "unsampled", "recorded"})
  public String spans;

  private final Engine engine = new Engine(System::nanoTime, this);
  private RetrofuseContext before;

  /** Where the last span went. */
  public RetrofuseSpan last;

  @Setup(Level.Trial)
  public void attach() {
    boolean records = !spans.equals("none");
    String asked = records ? ", spans: { endpoint: \"http://127.0.0.1:9\" }" : "";
    RuleSet rules =
        RuleFile.parse(
                "rules.yaml",
                "trace: { mode: join"
                    + asked
                    + " }\nrules: [{name: a, match: {http: {path: /**}}, breaker: {slow-call:"
                    + " 500ms}}]")
            .ruleSet();
    engine.apply(rules);
    engine.on();
    RetrofuseTrace.hook = new TraceHook(rules.trace(), new TraceCounts());
    if (records) {
      RecordingHook hook = new RecordingHook(rules.trace(), new TraceCounts());
      SpanPipeline pipeline = new Kept(rules.trace().spans());
      RetrofuseSpans.hook = pipeline;
      RetrofuseTrace.hook = hook;
      engine.record(pipeline.calls(hook));
    }
    before = RetrofuseTrace.begin(PARENT + (spans.equals("unsampled") ? 0 : 1), null, null);
  }

  @TearDown
  public void detach() {
    RetrofuseTrace.restore(before);
    RetrofuseTrace.hook = null;
    RetrofuseSpans.hook = null;
    engine.off();
  }

  @Benchmark
  public Object call() {
    RetrofuseGuard guard = RetrofuseHttp.request("GET", "http", "127.0.0.1", 8080, "/orders");
    long permit = guard.enter();
    RetrofuseContext told = RetrofuseTrace.outbound(guard);
    guard.exit(permit, 200, null);
    return told;
  }

  @Override
  public void stateChanged(StateChange change) {}

  @Override
  public void note(String place, String text) {}

  /** In place of the queue. */
  private final class Kept extends SpanPipeline {
    Kept(Spans settings) {
      super(settings, "benchmark", Recording.this);
    }

    @Override
    protected void ended(RetrofuseSpan span) {
      last = span;
    }
  }
}
