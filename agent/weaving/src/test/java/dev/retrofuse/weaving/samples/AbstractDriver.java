package dev.retrofuse.weaving.samples;

/** Implements the interface for its subclasses. */
public abstract class AbstractDriver implements Caller {
  @Override
  public int count() {
    return 1;
  }
}
