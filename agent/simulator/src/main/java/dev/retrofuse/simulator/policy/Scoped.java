package dev.retrofuse.simulator.policy;

import java.util.Arrays;
import java.util.function.Supplier;

/** A policy of its own for each key, as a rule with a scope has. */
public final class Scoped implements Policy {
  private final Policy[] ofKey;

  /**
   * @param keys so many
   * @param policy makes the one of a key
   */
  public Scoped(int keys, Supplier<Policy> policy) {
    ofKey = new Policy[keys];
    Arrays.setAll(ofKey, key -> policy.get());
  }

  @Override
  public long enter(int key, long now) {
    return ofKey[key].enter(key, now);
  }

  @Override
  public long again(int key, long now) {
    return ofKey[key].again(key, now);
  }

  @Override
  public void end(long permit, int key, Outcome outcome, long now) {
    ofKey[key].end(permit, key, outcome, now);
  }

  /** The application above knows nothing of keys. */
  @Override
  public boolean mayRetry(boolean refused, long now) {
    return true;
  }

  @Override
  public int trips() {
    return Arrays.stream(ofKey).mapToInt(Policy::trips).sum();
  }
}
