package dev.retrofuse.spans;

import dev.retrofuse.waist.RetrofuseSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Spans that wait to be sent: at most so many, further ones are dropped and counted. No lock. */
final class SpanQueue {
  private final int most;
  private final ConcurrentLinkedQueue<RetrofuseSpan> spans = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();

  SpanQueue(int most) {
    this.most = most;
  }

  /** How many wait now; 0 when the span was dropped. */
  int add(RetrofuseSpan span) {
    int waiting = size.incrementAndGet();
    if (waiting > most) {
      size.decrementAndGet();
      dropped.increment();
      return 0;
    }
    spans.add(span);
    return waiting;
  }

  /** Takes the oldest ones, at most so many. */
  List<RetrofuseSpan> take(int count) {
    List<RetrofuseSpan> taken = new ArrayList<>();
    while (taken.size() < count) {
      RetrofuseSpan span = spans.poll();
      if (span == null) {
        break;
      }
      size.decrementAndGet();
      taken.add(span);
    }
    return taken;
  }

  int size() {
    return size.get();
  }

  long dropped() {
    return dropped.sum();
  }
}
