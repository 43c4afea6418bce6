package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.engine.gate.Gate;
import dev.retrofuse.engine.rejection.Message;

/** What a rejection says; made once per state of the breaker, however many calls are rejected. */
final class RejectionText {
  private final KeyState state;
  private final SubBreaker sub;
  private final Message overtaken;
  private final Message drill;
  private volatile Made made;
  private volatile ByGate byGate;

  /**
   * @param sub see {@link CallGuard}
   */
  RejectionText(KeyState state, SubBreaker sub) {
    this.sub = sub;
    this.state = state;
    drill =
        new Message(
            "Retrofuse rule '" + state.rule() + "' made a call to " + key() + " fail: a drill");
    overtaken = new Message(subject() + "its circuit breaker was open until now");
  }

  /**
   * The text for a call that is rejected now.
   *
   * @param gate that rejected it; null for the breaker
   */
  Message of(Gate gate) {
    return gate == null ? ofBreaker() : ofGate(gate);
  }

  /** The text for a call that a drill strikes. */
  Message ofDrill() {
    return drill;
  }

  /** The text for a message that would overtake those that are kept, and cannot be kept itself. */
  Message ofSpool() {
    return new Message(subject() + "messages before it wait to be sent, and it cannot be kept");
  }

  // Mostly it is the same gate, under the same figures, as the time before.
  private Message ofGate(Gate gate) {
    ByGate last = byGate;
    String why = gate.refusal();
    if (last == null || !last.why.equals(why)) {
      last = new ByGate(why, new Message(subject() + why));
      byGate = last;
    }
    return last.message;
  }

  private Message ofBreaker() {
    CircuitBreaker breaker = sub == null ? state.breaker() : sub.refusing();
    Made last = made;
    int generation = breaker.generation();
    if (last == null || last.generation != generation || last.breaker != breaker) {
      last = new Made(breaker, generation, message(breaker));
      made = last;
    }
    return last.message;
  }

  private Message message(CircuitBreaker breaker) {
    String why = breaker.refusal();
    return why == null
        ? overtaken
        : new Message(subject() + "its circuit breaker is " + stateOf(breaker) + ": " + why);
  }

  private static String stateOf(CircuitBreaker breaker) {
    CircuitState now = breaker.state();
    if (now != CircuitState.OPEN) {
      return now.word();
    }
    long until = UtcTime.nowMillis() + breaker.remainingNanos() / 1_000_000;
    return "open until " + UtcTime.text(until);
  }

  private String key() {
    return sub == null ? state.key() : state.key() + " " + sub.name();
  }

  private String subject() {
    return "Retrofuse rule '" + state.rule() + "' rejected a call to " + key() + ": ";
  }

  private static final class Made {
    final CircuitBreaker breaker;
    final int generation;
    final Message message;

    Made(CircuitBreaker breaker, int generation, Message message) {
      this.breaker = breaker;
      this.generation = generation;
      this.message = message;
    }
  }

  private static final class ByGate {
    final String why;
    final Message message;

    ByGate(String why, Message message) {
      this.why = why;
      this.message = message;
    }
  }
}
