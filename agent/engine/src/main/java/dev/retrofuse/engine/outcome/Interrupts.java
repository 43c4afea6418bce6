package dev.retrofuse.engine.outcome;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** Whether this side gave up: its thread was interrupted. */
final class Interrupts {
  private Interrupts() {}

  /** Time-outs extend InterruptedIOException, so that only the very class is an interrupt. */
  static boolean isInterrupt(Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || thrown.getClass() == InterruptedIOException.class;
  }
}
