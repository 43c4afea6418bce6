package dev.retrofuse.spans;

import dev.retrofuse.engine.CallSpans;
import dev.retrofuse.engine.Events;
import dev.retrofuse.rules.Spans;
import dev.retrofuse.trace.RecordingHook;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseThread;
import java.util.Map;
import java.util.TreeMap;

/** The way of a span from the thread that ended it to the collector. */
public class SpanPipeline extends RetrofuseSpans {
  private final Spans settings;
  private final SpanQueue queue;
  private final SpanSender sender;
  private volatile RecordingHook hook;

  /** Sends nothing yet. */
  public SpanPipeline(Spans settings, String version, Events events) {
    this.settings = settings;
    queue = new SpanQueue(settings.queue());
    sender = new SpanSender(settings, queue, version, events);
  }

  /** To be called once, on a thread that runs no code of the application. */
  public final void start() {
    sender.start();
  }

  /**
   * Sends what waits, and ends.
   *
   * @param millis how long to wait for that at most; 0 for not at all
   */
  public final void close(long millis) {
    sender.close(millis);
  }

  public final Spans settings() {
    return settings;
  }

  /** Records calls under the rules of that hook. */
  public final CallSpans calls(RecordingHook other) {
    hook = other;
    return new RecordedCalls(other);
  }

  @Override
  protected RetrofuseSpan onPolled(String system, String destination, int count, long began) {
    RecordingHook now = hook;
    RetrofuseContext context = RetrofuseThread.current().context();
    RetrofuseSpan span = now == null ? null : now.call(context, null, RetrofuseSpan.CLIENT, began);
    if (span != null && span.sampled) {
      RecordingHook.message(span, system, destination, "poll");
      span.put("messaging.batch.message_count", Long.valueOf((long) count));
    }
    return span;
  }

  @Override
  protected void onLink(RetrofuseSpan span, String destination, Object traceparent) {
    String producer = hook.producer(destination, traceparent);
    if (producer != null) {
      span.link(producer);
    }
  }

  @Override
  protected void ended(RetrofuseSpan span) {
    int waiting = queue.add(span);
    if (waiting == settings.batch()) {
      sender.wake();
    }
  }

  /**
   * How many spans were sent, wait, were dropped because too many waited, and could not be sent.
   */
  public final Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("dropped", queue.dropped());
    counts.put("failed", sender.failed());
    counts.put("sent", sender.sent());
    counts.put("waiting", (long) sender.taken() + queue.size());
    return counts;
  }
}
