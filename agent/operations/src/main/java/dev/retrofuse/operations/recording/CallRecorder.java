package dev.retrofuse.operations.recording;

import dev.retrofuse.engine.CallSpans;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.operations.discovery.Look;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Writes down the calls of a JVM, up to so many; the format is in {@code docs/operating.md}. */
public final class CallRecorder implements Look {
  /** Nobody may ask for more calls. */
  public static final int MOST = 1_000_000;

  /** Of the format: 2 has what answers say by {@code Retry-After}. */
  private static final int VERSION = 2;

  private final Ticker ticker;
  private final long began;
  private final Names names = new Names();
  private final Dictionary failures = new Dictionary("failure");
  private final AtomicReferenceArray<RecordedCall> calls;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger over = new AtomicInteger();
  private volatile long ended;

  /**
   * One that begins now.
   *
   * @param atMost so many calls are written down, 1 to {@link #MOST}; further ones are counted
   */
  public CallRecorder(Ticker ticker, int atMost) {
    this.ticker = ticker;
    began = ticker.nanos();
    ended = began;
    calls = new AtomicReferenceArray<>(atMost);
  }

  @Override
  public CallSpans before(CallSpans other) {
    return new RecordedCalls(this, names, ticker, other);
  }

  @Override
  public void end() {
    ended = ticker.nanos();
  }

  /** Since it began. */
  long micros() {
    return (ticker.nanos() - began) / 1_000;
  }

  Dictionary failures() {
    return failures;
  }

  /** Whether there was room for it; else it is counted. */
  boolean add(RecordedCall call) {
    int place = call.isNamed() && next.get() < calls.length() ? next.getAndIncrement() : MOST;
    boolean room = place < calls.length();
    if (room) {
      calls.set(place, call);
    } else {
      over.incrementAndGet();
    }
    return room;
  }

  @Override
  public String report() {
    StringBuilder lines = new StringBuilder();
    int count = 0;
    for (int i = 0; i < Math.min(next.get(), calls.length()); i++) {
      RecordedCall call = calls.get(i);
      if (call != null) {
        call.writeTo(lines);
        count++;
      }
    }
    StringBuilder text = new StringBuilder(lines.length() + 1_000);
    long micros = Math.max(0, ended - began) / 1_000;
    text.append(Line.of("retrofuse-recording", VERSION, micros, count, over.get())).append('\n');
    names.writeTo(text);
    failures.writeTo(text);
    return text.append(lines).toString();
  }
}
