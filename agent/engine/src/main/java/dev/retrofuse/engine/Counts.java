package dev.retrofuse.engine;

import java.util.concurrent.atomic.LongAdder;

/** What has become of the calls of one key since the agent came. */
final class Counts {
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder slow = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder wouldRefuse = new LongAdder();

  private final LongAdder served = new LongAdder();
  private final LongAdder wouldAnswer = new LongAdder();

  /** Of a key without a breaker: a breaker counts its calls itself. */
  void addCall() {
    calls.increment();
  }

  void addCalls(long some) {
    calls.add(some);
  }

  void addFailure() {
    failures.increment();
  }

  void addSlow() {
    slow.increment();
  }

  void addRefused() {
    refused.increment();
  }

  void addWouldRefuse() {
    wouldRefuse.increment();
  }

  void addServed() {
    served.increment();
  }

  void addWouldAnswer() {
    wouldAnswer.increment();
  }

  long calls() {
    return calls.sum();
  }

  long failures() {
    return failures.sum();
  }

  long slow() {
    return slow.sum();
  }

  long refused() {
    return refused.sum();
  }

  long wouldRefuse() {
    return wouldRefuse.sum();
  }

  long served() {
    return served.sum();
  }

  long wouldAnswer() {
    return wouldAnswer.sum();
  }
}
