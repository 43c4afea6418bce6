package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.engine.breaker.CircuitState.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import java.util.ArrayList;
import java.util.List;

/** A breaker on a fake clock, and what it has told. */
abstract class BreakerFixture {
  final FakeTicker ticker = new FakeTicker();
  final List<Transition> transitions = new ArrayList<>();
  CircuitBreaker breaker = breaker(settings());

  static Breaker.Builder settings() {
    return Breaker.builder()
        .window(Window.time(10 * SECOND))
        .minimumCalls(10)
        .failureRate(0.5)
        .slowCallNanos(500 * MILLISECOND)
        .slowCallRate(0.5)
        .openWaitNanos(2 * SECOND)
        .backOff(2)
        .maxOpenWaitNanos(30 * SECOND)
        .jitter(0)
        .trialCalls(3);
  }

  final CircuitBreaker breaker(Breaker.Builder settings) {
    return new CircuitBreaker(settings.build(), ticker, transitions::add);
  }

  final void calls(int count, boolean failed) {
    for (int i = 0; i < count; i++) {
      long permit = breaker.acquire();
      assertNotEquals(Permit.REJECTED, permit);
      breaker.record(permit, failed);
    }
  }

  final void open() {
    calls(10, true);
    assertEquals(OPEN, breaker.state());
  }

  final void halfOpen() {
    open();
    ticker.advance(breaker.remainingNanos());
  }

  final Transition last() {
    return transitions.get(transitions.size() - 1);
  }
}
