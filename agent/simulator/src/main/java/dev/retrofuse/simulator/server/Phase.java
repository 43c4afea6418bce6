package dev.retrofuse.simulator.server;

/**
 * How the server is from a time on.
 *
 * @param at seconds since the beginning
 * @param capacity the share of its full capacity
 * @param keysDown keys below this number fail at once
 * @param noise the share of answers that are errors, whatever the load
 */
public record Phase(double at, Mode mode, double capacity, int keysDown, double noise) {
  /** What the server does with calls. */
  public enum Mode {
    /** It works on them, in the order in which they came. */
    SERVING,
    /** It begins to serve with cold caches. */
    COLD_START,
    /** It takes them and never answers. */
    HANGING,
    /** It refuses them. */
    DOWN
  }

  /** All is well. */
  public static Phase healthy(double at) {
    return new Phase(at, Mode.SERVING, 1, 0, 0);
  }

  public static Phase coldStart(double at) {
    return new Phase(at, Mode.COLD_START, 1, 0, 0);
  }

  public static Phase hanging(double at) {
    return new Phase(at, Mode.HANGING, 0, 0, 0);
  }

  public static Phase down(double at) {
    return new Phase(at, Mode.DOWN, 0, 0, 0);
  }

  public Phase withCapacity(double share) {
    return new Phase(at, mode, share, keysDown, noise);
  }

  public Phase withKeysDown(int keys) {
    return new Phase(at, mode, capacity, keys, noise);
  }

  public Phase withNoise(double share) {
    return new Phase(at, mode, capacity, keysDown, share);
  }

  boolean serving() {
    return mode == Mode.SERVING || mode == Mode.COLD_START;
  }
}
