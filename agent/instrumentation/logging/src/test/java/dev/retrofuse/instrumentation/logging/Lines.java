package dev.retrofuse.instrumentation.logging;

import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Where appenders write to. The thread that formats a line works for a trace of its own. */
public final class Lines {
  private static final String OF_WRITER = "00-" + "f".repeat(32) + "-" + "f".repeat(16) + "-01";

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread logger = Thread.currentThread();

  /** Formats a line, on whichever thread the library does that. */
  public void write(Supplier<String> line) {
    boolean elsewhere = Thread.currentThread() != logger;
    if (elsewhere && RetrofuseThread.current().context == null) {
      RetrofuseTrace.begin(OF_WRITER, null, null);
    }
    lines.add((elsewhere ? "later: " : "") + line.get());
  }

  String next() throws InterruptedException {
    return lines.poll(30, TimeUnit.SECONDS);
  }
}
