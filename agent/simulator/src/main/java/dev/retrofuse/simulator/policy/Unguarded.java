package dev.retrofuse.simulator.policy;

/** Lets every try through, and every retry or none. */
public final class Unguarded implements Policy {
  private final boolean retries;

  public Unguarded(boolean retries) {
    this.retries = retries;
  }

  @Override
  public long enter(int key, long now) {
    return 0;
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {}

  @Override
  public boolean mayRetry(boolean refused, long now) {
    return retries;
  }

  @Override
  public int trips() {
    return 0;
  }
}
