package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Hystrix;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.RuleEngine;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.waist.RetrofuseGuard;
import java.util.List;
import java.util.function.Consumer;

/** Calls run on threads of a pool, which know nothing of their callers. */
public final class F20ThreadPoolIsolation implements FailureMode {
  private static final int CALLS = 100;
  private static final ThreadLocal<String> TRANSACTION = new ThreadLocal<>();
  private static final String LOST =
      "calls look for what their caller keeps in a ThreadLocal: that find it";
  private static final String COSTS = "a call that does nothing: allocated on its caller's thread";

  @Override
  public String title() {
    return "Isolation by thread pools";
  }

  @Override
  public List<Row> play() {
    String library = Hystrix.NAME + ", threads";
    try (RuleEngine engine = new RuleEngine("breaker: {}", new VirtualClock())) {
      RetrofuseGuard guard = engine.guard("peer");
      Consumer<Runnable> here = body -> guarded(guard, body);
      Consumer<Runnable> there = Hystrix.onItsThreads();
      return List.of(
          new Row(library, LOST, found(there), found(here)),
          new Row(
              library,
              COSTS,
              Allocated.by(() -> there.accept(() -> {}), 5_000),
              Allocated.by(() -> here.accept(() -> {}), 20_000)));
    }
  }

  private static void guarded(RetrofuseGuard guard, Runnable body) {
    long permit = guard.enter();
    body.run();
    guard.exit(permit, 200, null);
  }

  private static Figure found(Consumer<Runnable> guarded) {
    int[] found = {0};
    TRANSACTION.set("mine");
    for (int i = 0; i < CALLS; i++) {
      guarded.accept(() -> found[0] += TRANSACTION.get() != null ? 1 : 0);
    }
    TRANSACTION.remove();
    return new Figure(found[0], "of 100 calls");
  }
}
