package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.RuleEngine;
import dev.retrofuse.peers.Sentinel;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.waist.RetrofuseGuard;
import java.time.Duration;
import java.util.List;

/** There are more keys than a library has places: what becomes of the key that comes last. */
public final class F13TooManyKeys implements FailureMode {
  private static final int KEYS = 6_000;
  private static final int CALLS = 1_000;
  private static final String HAPPENS =
      "6,000 other keys have been called, then all calls of one more fail: let through";

  @Override
  public String title() {
    return "Too many keys switch protection off";
  }

  @Override
  public List<Row> play() {
    return List.of(new Row(Sentinel.NAME, HAPPENS, sentinel(), retrofuse()));
  }

  private static Figure sentinel() {
    Sentinel.forgetResources();
    try {
      for (int i = 0; i < KEYS; i++) {
        Sentinel.touch("key-" + i);
      }
      int passed = Sentinel.failureRate(0.5, 10, Sentinel.LONG_MILLIS).calls(CALLS, true);
      return new Figure(passed, "of 1,000 calls");
    } finally {
      Sentinel.forgetResources();
    }
  }

  private static Figure retrofuse() {
    VirtualClock clock = new VirtualClock();
    try (RuleEngine engine = new RuleEngine("scope: host, breaker: {minimum-calls: 10}", clock)) {
      for (int i = 0; i < KEYS; i++) {
        RuleEngine.call(engine.guard("key-" + i), 200);
      }
      clock.advance(Duration.ofSeconds(20));
      RetrofuseGuard late = engine.guard("late");
      int passed = 0;
      for (int i = 0; i < CALLS; i++) {
        passed += RuleEngine.call(late, 503) ? 1 : 0;
      }
      return new Figure(passed, "of 1,000 calls");
    }
  }
}
