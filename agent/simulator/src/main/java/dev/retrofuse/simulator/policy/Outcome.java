package dev.retrofuse.simulator.policy;

/** How a try ended. */
public enum Outcome {
  SUCCESS,
  /** The server said no. */
  FAILURE,
  /** The client waited no longer. */
  TIMEOUT
}
