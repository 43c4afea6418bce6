package dev.retrofuse.metrics;

import dev.retrofuse.engine.Daemon;
import dev.retrofuse.engine.Events;
import dev.retrofuse.rules.Metrics;
import dev.retrofuse.spans.Collector;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that sends metrics to a collector now and then, and once more when it ends. What the
 * collector does not take is not sent again: the next ones say it all.
 */
final class MetricsSender implements Runnable {
  private static final int TIME_OUT_MILLIS = 10_000;
  private static final int LAST_MILLIS = 2_000;

  private final Metrics.Otlp settings;
  private final AgentMetrics metrics;
  private final String version;
  private final long since;
  private final Events events;
  private final Collector collector;
  private final Thread thread = Daemon.of(this, "retrofuse-metrics");
  private OtlpMetrics otlp;
  private volatile boolean closed;

  /**
   * @param sinceMillis when counting began, in milliseconds since 1970
   */
  MetricsSender(
      Metrics.Otlp settings,
      AgentMetrics metrics,
      String version,
      long sinceMillis,
      Events events) {
    this.settings = settings;
    this.metrics = metrics;
    this.version = version;
    since = TimeUnit.MILLISECONDS.toNanos(sinceMillis);
    this.events = events;
    collector = new Collector(settings.endpoint(), "/v1/metrics", settings.headers());
  }

  void start() {
    thread.start();
  }

  /** Ends the thread, waiting for its last request at most about four seconds. */
  void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(LAST_MILLIS);
      collector.close(); // a post that hangs must not keep the agent here
      thread.join(LAST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      boolean last = false;
      while (!last) { // the last one begins after the end was asked for, and has all counts
        pause();
        last = closed;
        send();
      }
    } catch (Throwable fault) {
      events.note("metrics", "metrics are no longer sent, after a fault: " + fault);
    }
  }

  private void pause() {
    long end = System.nanoTime() + settings.intervalNanos();
    for (long left = settings.intervalNanos(); left > 0 && !closed; ) {
      LockSupport.parkNanos(this, left);
      // Nobody interrupts this thread for a reason of its own; a set flag would end every park.
      boolean ignored = Thread.interrupted();
      left = end - System.nanoTime();
    }
  }

  private void send() {
    try {
      otlp = otlp == null ? new OtlpMetrics(settings, version, since) : otlp;
      long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
      byte[] request = otlp.encode(metrics.take(), now);
      int status = collector.post(request, closed ? LAST_MILLIS : TIME_OUT_MILLIS);
      if (status / 100 != 2) {
        events.note("metrics " + status, "the collector " + collector + " answers " + status);
      }
    } catch (IOException | RuntimeException e) {
      events.note(
          "metrics " + e.getClass(), "the collector " + collector + " takes no metrics: " + e);
    }
  }
}
