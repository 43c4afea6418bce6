package dev.retrofuse.simulator.server;

/** Those who wait for a server's answers. */
@FunctionalInterface
public interface Callers {
  /**
   * Whether somebody waits for a try until then, as far as is known now.
   *
   * @param until in nanoseconds, not before now
   */
  boolean waitFor(long aTry, long until);
}
