package dev.retrofuse.benchmarks.trace;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.trace.TraceCounts;
import dev.retrofuse.trace.TraceHook;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseTrace;
import java.net.URI;
import java.util.Collections;
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

/** A request that is served with one guarded call: with a traceparent, and without one. */
@State(Scope.Thread)
@Fork(3)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Forwarding implements Events {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Param({"pass", "join", "off"})
  public String mode;

  private final Engine engine = new Engine(System::nanoTime, this);
  private final Object header = Collections.singletonList(PARENT);
  private final String[] wire = new String[12];
  private RetrofuseGuard guard;

  @Setup(Level.Trial)
  public void attach() {
    RuleFileResult rules =
        RuleFile.parse(
            "rules.yaml",
            "trace: { mode: "
                + mode
                + " }\nrules: [{name: a, match: {http: {path: /**}}, breaker: {slow-call: 500ms}}]");
    if (!rules.problems().isEmpty()) {
      throw new IllegalStateException(rules.problems().toString());
    }
    engine.apply(rules.ruleSet());
    engine.on();
    guard = RetrofuseHttp.request("GET", URI.create("http://127.0.0.1:8080/"));
    RetrofuseTrace.hook =
        rules.ruleSet().traces() ? new TraceHook(rules.ruleSet().trace(), new TraceCounts()) : null;
  }

  @TearDown
  public void detach() {
    RetrofuseTrace.hook = null;
    engine.off();
  }

  @Benchmark
  public Object withContext() {
    return serve(header);
  }

  @Benchmark
  public Object withoutContext() {
    return serve(null);
  }

  private Object serve(Object traceparent) {
    Object[] fields = RetrofuseTrace.fieldsFrom(null);
    for (int i = 0; i < fields.length; i++) {
      fields[i] = i == 0 ? traceparent : null;
    }
    RetrofuseContext before = RetrofuseTrace.begin(fields);
    long permit = guard.enter();
    write(RetrofuseTrace.outbound(guard));
    Throwable refused = guard.exit(permit, 200, null);
    RetrofuseTrace.restore(before);
    return refused;
  }

  private void write(RetrofuseContext context) {
    for (int i = 0; context != null && i < context.size(); i++) {
      wire[2 * i] = context.name(i);
      wire[2 * i + 1] = context.value(i);
    }
  }

  @Override
  public void stateChanged(StateChange change) {}

  @Override
  public void note(String place, String text) {}
}
