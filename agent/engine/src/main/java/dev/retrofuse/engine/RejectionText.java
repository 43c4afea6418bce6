package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.rejection.Message;

/** What a rejection says; made once per state of the breaker, however many calls are rejected. */
final class RejectionText {
  private final KeyState state;
  private final Message full;
  private volatile Made made;

  RejectionText(KeyState state) {
    this.state = state;
    full = new Message(subject() + reasonWhileClosed(state.bulkhead().maxConcurrent()));
  }

  private static String reasonWhileClosed(int maxConcurrent) {
    return maxConcurrent == 0
        ? "its circuit breaker was open until now"
        : "as many calls as its bulkhead allows are under way (max-concurrent "
            + maxConcurrent
            + ")";
  }

  /** The text for a call that is rejected now. */
  Message now() {
    CircuitBreaker breaker = state.breaker();
    if (breaker == null) {
      return full;
    }
    Made last = made;
    int generation = breaker.generation();
    if (last == null || last.generation != generation) {
      last = new Made(generation, message(breaker));
      made = last;
    }
    return last.message;
  }

  private Message message(CircuitBreaker breaker) {
    String why = breaker.refusal();
    if (why == null) {
      return full;
    }
    return new Message(subject() + "its circuit breaker is " + stateOf(breaker) + ": " + why);
  }

  private static String stateOf(CircuitBreaker breaker) {
    if (breaker.state() != CircuitState.OPEN) {
      return "half-open";
    }
    long until = UtcTime.nowMillis() + breaker.remainingNanos() / 1_000_000;
    return "open until " + UtcTime.text(until);
  }

  private String subject() {
    return "Retrofuse rule '" + state.rule() + "' rejected a call to " + state.key() + ": ";
  }

  private static final class Made {
    final int generation;
    final Message message;

    Made(int generation, Message message) {
      this.generation = generation;
      this.message = message;
    }
  }
}
