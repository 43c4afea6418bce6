package dev.retrofuse.simulator.policy;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** A kind of policy, as it stands in the tables. */
public record Contender(String name, Factory factory) {
  /** Makes the policy of one client. */
  @FunctionalInterface
  public interface Factory {
    /**
     * A policy in its first state.
     *
     * @param clock simulated nanoseconds
     * @param random for what differs between clients
     */
    Policy create(LongSupplier clock, RandomGenerator random);
  }
}
