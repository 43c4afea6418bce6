package dev.retrofuse.demo;

import java.io.IOException;

/** Asks for the state of the breaker of the rule {@code payments}, every two seconds. */
final class BreakerWatch implements AutoCloseable {
  static final String NONE = "-";
  private static final String RULE = "payments";
  private static final double PER_SECOND = 0.5;

  private final Operator operator;
  private final String pid;
  private final Beat beat = new Beat(this::ask);
  private volatile String state = NONE;
  private volatile long refused;

  BreakerWatch(Operator operator, long pid) {
    this.operator = operator;
    this.pid = Long.toString(pid);
  }

  void start() {
    beat.start(PER_SECOND);
  }

  private void ask() {
    try {
      Operator.Result result = operator.asks("status", pid, "--json");
      state = "?";
      for (BreakerStatus breaker : BreakerStatus.parse(result.output())) {
        if (RULE.equals(breaker.rule())) {
          state = breaker.state();
          refused = breaker.refused();
        }
      }
    } catch (IOException e) {
      state = "?";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The state as last told: {@code -} before the first answer, {@code ?} when it was no answer. */
  String state() {
    return state;
  }

  /** Calls that the breaker has refused so far. */
  long refused() {
    return refused;
  }

  /** Ends after the question that is under way. */
  void stop() throws InterruptedException {
    beat.stop();
  }

  @Override
  public void close() {
    beat.close();
  }
}
