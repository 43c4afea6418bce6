package dev.retrofuse.engine.courier;

import java.util.List;

/** A way to send letters to one target, for one thread at a time. */
public abstract class Line {
  /**
   * Sends letters in their order, and waits until the broker has said of each what became of it.
   *
   * @return the failure of each; null for those that the broker has
   * @throws Exception when none of them is known to have arrived
   */
  public abstract Throwable[] deliver(List<Letter> letters) throws Exception;

  /** Gives back what it has of its own; the application's connection stays. */
  public abstract void close();
}
