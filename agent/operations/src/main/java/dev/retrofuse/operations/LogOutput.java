package dev.retrofuse.operations;

import dev.retrofuse.rules.LogFile;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/**
 * Where lines go: the file that the rules name, and the standard error where they name none or it
 * cannot be written; then it is tried again. Nothing here throws.
 */
final class LogOutput {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final PrintStream stream;
  private LogFile settings;
  private RotatingFile file;
  private String failure;
  private long failedNanos;

  /**
   * @param stream null for whatever {@link System#err} is at each line
   */
  LogOutput(PrintStream stream) {
    this.stream = stream;
  }

  /** Into that file from now on; null for the standard error. */
  synchronized void to(LogFile other) {
    boolean same = other == null ? settings == null : other.equals(settings);
    if (!same) {
      if (other != null) {
        toStream(AgentEvent.now("further lines are in " + other).toString());
      }
      close();
      settings = other;
      failure = null;
    }
  }

  synchronized void println(String line) {
    if (settings == null || !toFile(line)) {
      toStream(line);
    }
  }

  private boolean toFile(String line) {
    if (failure != null && file == null && System.nanoTime() - failedNanos < RETRY_NANOS) {
      return false;
    }
    try {
      file = file == null ? new RotatingFile(settings) : file;
      file.println(line);
      return true;
    } catch (IOException | RuntimeException e) {
      failed(e.toString());
      return false;
    }
  }

  private void failed(String reason) {
    if (!reason.equals(failure)) {
      toStream(
          AgentEvent.now(settings + " cannot be written, so lines are here: " + reason).toString());
    }
    close();
    failure = reason;
    failedNanos = System.nanoTime();
  }

  private void toStream(String line) {
    try {
      PrintStream out = stream == null ? System.err : stream;
      out.println(line);
    } catch (Throwable unwritable) {
      // The application's own stream failed; there is no other place to say so.
    }
  }

  /** Gives the file back; the next line opens it again. */
  synchronized void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException gone) {
      // Nothing of it is needed any more.
    }
    file = null;
  }
}
