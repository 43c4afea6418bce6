package dev.retrofuse.spans;

import dev.retrofuse.engine.Daemon;
import dev.retrofuse.engine.Events;
import dev.retrofuse.rules.Spans;
import dev.retrofuse.waist.RetrofuseSpan;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that sends spans. What the collector does not take for now is sent again, after pauses
 * that grow; meanwhile the queue fills, and drops what is too much.
 */
final class SpanSender implements Runnable {
  private static final String THREAD = "retrofuse-spans";
  private static final int TIME_OUT_MILLIS = 10_000;
  private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);

  /** How long the thread goes on after it was told to end. */
  private static final long LAST_MILLIS = 2_000;

  private final Spans settings;
  private final SpanQueue queue;
  private final String version;
  private final Events events;
  private final Collector collector;
  private final Thread thread;
  private Otlp otlp;
  private volatile boolean closed;
  private volatile long until;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile int taken;

  SpanSender(Spans settings, SpanQueue queue, String version, Events events) {
    this.settings = settings;
    this.queue = queue;
    this.version = version;
    this.events = events;
    collector = new Collector(settings.endpoint(), "/v1/traces", settings.headers());
    thread = Daemon.of(this, THREAD);
  }

  void start() {
    thread.start();
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  void close(long millis) {
    until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_MILLIS);
    closed = true;
    wake();
    try {
      if (millis > 0) {
        thread.join(millis);
        collector.close(); // a post that hangs must not keep the agent here
        thread.join(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        pause(settings.intervalNanos(), settings.batch());
        sendAll();
      }
      sendAll();
    } catch (Throwable fault) {
      events.note("spans", "spans are no longer sent, after a fault: " + fault);
    }
  }

  /** Ends early when so many spans wait, or it is time to end. */
  private void pause(long nanos, int enough) {
    long end = System.nanoTime() + nanos;
    long left = nanos;
    while (left > 0 && !closed && queue.size() < enough) {
      LockSupport.parkNanos(this, left);
      // Nobody interrupts this thread for a reason of its own; a set flag would end every park.
      boolean ignored = Thread.interrupted();
      left = end - System.nanoTime();
    }
  }

  private void sendAll() {
    List<RetrofuseSpan> batch = queue.take(settings.batch());
    while (!batch.isEmpty() && !isOver()) {
      taken = batch.size();
      boolean done = send(encode(batch));
      (done ? sent : failed).addAndGet(batch.size());
      taken = 0;
      batch = isOver() ? Collections.<RetrofuseSpan>emptyList() : queue.take(settings.batch());
    }
  }

  private boolean isOver() {
    return closed && System.nanoTime() - until > 0;
  }

  /** Null where that fails. */
  private byte[] encode(List<RetrofuseSpan> batch) {
    try {
      otlp = otlp == null ? new Otlp(settings, version) : otlp;
      return otlp.encode(batch);
    } catch (IOException | RuntimeException | LinkageError fault) {
      events.note("spans encode", "spans cannot be written as OTLP: " + fault);
      return null;
    }
  }

  private boolean send(byte[] request) {
    long pause = FIRST_PAUSE;
    while (request != null) {
      int status = post(request);
      if (status / 100 == 2) {
        return true;
      }
      boolean later = status == 0 || status == 429 || (status >= 502 && status <= 504);
      if (!later || closed) {
        return false;
      }
      pause(pause, Integer.MAX_VALUE);
      pause = Math.min(LONGEST_PAUSE, 2 * pause);
    }
    return false;
  }

  /** 0 where there is no answer. */
  private int post(byte[] request) {
    try {
      int status = collector.post(request, closed ? (int) LAST_MILLIS / 2 : TIME_OUT_MILLIS);
      if (status / 100 != 2) {
        events.note("spans " + status, "the collector " + collector + " answers " + status);
      }
      return status;
    } catch (IOException | RuntimeException e) {
      events.note("spans " + e.getClass(), "the collector " + collector + " takes no spans: " + e);
      return 0;
    }
  }

  long sent() {
    return sent.get();
  }

  long failed() {
    return failed.get();
  }

  int taken() {
    return taken;
  }
}
