package dev.retrofuse.simulator.policy;

/**
 * A count-based breaker as that of resilience4j: it opens when half of the last so many calls
 * failed, waits a fixed time, and lets 10 calls decide. As there, any result that comes in while it
 * is half-open counts as one of theirs. A refused try is not tried again.
 */
public final class Resilience4jLike implements Policy {
  private static final int TRIALS = 10;
  private static final double RATE = 0.5;

  private enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  private final int window;
  private final long wait;
  private final boolean[] failed;
  private State state = State.CLOSED;
  private int calls;
  private int failures;
  private int next;
  private int permits;
  private long opened;
  private int trips;

  /**
   * @param window the calls it looks back on; 100 by default there
   * @param waitNanos how long it stays open; 60 s by default there
   */
  public Resilience4jLike(int window, long waitNanos) {
    this.window = window;
    wait = waitNanos;
    failed = new boolean[Math.max(window, TRIALS)];
  }

  @Override
  public long enter(int key, long now) {
    if (state == State.OPEN && now - opened >= wait) {
      become(State.HALF_OPEN);
      permits = TRIALS;
    }
    boolean let = state == State.CLOSED || (state == State.HALF_OPEN && permits-- > 0);
    return let ? 0 : REFUSED;
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    if (state == State.OPEN) {
      return;
    }
    count(outcome != Outcome.SUCCESS);
    if (calls < size()) {
      return;
    }
    if (failures >= RATE * calls) {
      become(State.OPEN);
      opened = now;
      trips++;
    } else if (state == State.HALF_OPEN) {
      become(State.CLOSED);
    }
  }

  private int size() {
    return state == State.CLOSED ? window : TRIALS;
  }

  private void count(boolean failure) {
    if (calls == size()) {
      failures -= failed[next] ? 1 : 0;
    } else {
      calls++;
    }
    failed[next] = failure;
    failures += failure ? 1 : 0;
    next = (next + 1) % size();
  }

  private void become(State other) {
    state = other;
    calls = 0;
    failures = 0;
    next = 0;
  }

  @Override
  public boolean mayRetry(boolean refused, long now) {
    return !refused;
  }

  @Override
  public int trips() {
    return trips;
  }
}
