package dev.retrofuse.engine.courier;

/** A message cannot be kept; its text says why. Never leaves the engine. */
final class UnsuitableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnsuitableException(String why) {
    super(why, null, false, false);
  }
}
