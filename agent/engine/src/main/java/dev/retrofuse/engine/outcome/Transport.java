package dev.retrofuse.engine.outcome;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/** What the JDK's own exceptions of networks and threads say, whatever was sent. */
final class Transport {
  private Transport() {}

  static Outcome outcome(Throwable thrown) {
    if (isGivenUp(thrown)) {
      return Outcome.CANCELLED;
    }
    if (isTimeout(thrown)) {
      return Outcome.OVERLOAD;
    }
    return thrown instanceof IOException ? Outcome.FAILURE : Outcome.LOCAL;
  }

  /** Time-outs extend InterruptedIOException, so that only the very class is an interrupt. */
  private static boolean isGivenUp(Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof CancellationException
        || thrown instanceof ClosedByInterruptException
        || thrown.getClass() == InterruptedIOException.class;
  }

  // The JDK's HTTP client has a time-out of its own, which Java 8 cannot name.
  private static boolean isTimeout(Throwable thrown) {
    return thrown instanceof SocketTimeoutException
        || thrown instanceof TimeoutException
        || thrown.getClass().getName().startsWith("java.net.http.HttpTimeout");
  }
}
