package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.Await;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.RuleEngine;
import dev.retrofuse.peers.Sentinel;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseGuard;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.util.List;

/** Somebody edits a threshold in the middle of an outage, or a limit under load. */
public final class F21EditLosesStateOrBlocks implements FailureMode {
  private static final long CALLS_LAST_MILLIS = 600;

  @Override
  public String title() {
    return "An edit loses the state, or blocks";
  }

  @Override
  public List<Row> play() {
    return List.of(
        new Row(
            Sentinel.NAME,
            "the threshold of an open breaker goes from 50% to 60%: let through right after",
            sentinel(),
            retrofuse()),
        new Row(
            Resilience4j.NAME,
            "a bulkhead goes from 10 to 5 while 10 calls run for 0.6 s more: the edit takes",
            bulkheadThere(),
            bulkheadHere()));
  }

  private static Figure sentinel() {
    Sentinel sentinel = Sentinel.failureRate(0.5, 10, Sentinel.LONG_MILLIS);
    sentinel.calls(20, true);
    sentinel.rule(0.6, 10, Sentinel.LONG_MILLIS);
    return new Figure(sentinel.calls(100, false), "of 100 calls");
  }

  private static Figure retrofuse() {
    try (RuleEngine engine = new RuleEngine("breaker: {failure-rate: 50%}", new VirtualClock())) {
      letThrough(engine, 20, 500);
      engine.apply(RuleEngine.rule("breaker: {failure-rate: 60%}"));
      return new Figure(letThrough(engine, 100, 200), "of 100 calls");
    }
  }

  private static int letThrough(RuleEngine engine, int calls, int status) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += RuleEngine.call(engine.guard("peer"), status) ? 1 : 0;
    }
    return passed;
  }

  private static Figure bulkheadThere() {
    Bulkhead bulkhead = Bulkhead.of("peer", BulkheadConfig.custom().maxConcurrentCalls(10).build());
    for (int i = 0; i < 10; i++) {
      bulkhead.tryAcquirePermission();
    }
    Thread calls =
        new Thread(
            () -> {
              Await.pause(CALLS_LAST_MILLIS);
              for (int i = 0; i < 10; i++) {
                bulkhead.onComplete();
              }
            });
    calls.start();
    BulkheadConfig five = BulkheadConfig.custom().maxConcurrentCalls(5).build();
    Figure taken = millis(() -> bulkhead.changeConfig(five));
    Await.ended(List.of(calls));
    return taken;
  }

  private static Figure bulkheadHere() {
    VirtualClock clock = new VirtualClock();
    try (RuleEngine engine = new RuleEngine("bulkhead: {max-concurrent: 10}", clock)) {
      RetrofuseGuard guard = engine.guard("peer");
      for (int i = 0; i < 10; i++) {
        RuleEngine.begin(guard);
      }
      RuleSet five = RuleEngine.rule("bulkhead: {max-concurrent: 5}");
      return millis(() -> engine.apply(five));
    }
  }

  private static Figure millis(Runnable edit) {
    long start = System.nanoTime();
    edit.run();
    return Figure.about((System.nanoTime() - start) / 1_000_000, "ms");
  }
}
