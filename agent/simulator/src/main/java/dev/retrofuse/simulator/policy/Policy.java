package dev.retrofuse.simulator.policy;

/** Decides for one client whether its tries are made. Times are simulated nanoseconds. */
public interface Policy {
  /** Instead of a permit: the try must not be made. */
  long REFUSED = -1;

  /** The first try of a call to a key: a permit, or a negative number when it is refused. */
  long enter(int key, long now);

  /** A further try of a call; it has been allowed by {@link #mayRetry} before. */
  default long again(int key, long now) {
    return enter(key, now);
  }

  /** Ends a try that had a permit. */
  void end(long permit, int key, Outcome outcome, long now);

  /** Whether a call whose try failed, or was refused, will be tried once more. */
  boolean mayRetry(boolean refused, long now);

  /** How often it has begun to refuse calls. */
  int trips();
}
