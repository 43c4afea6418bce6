package dev.retrofuse.testkit;

import dev.retrofuse.waist.RetrofuseSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Spans that have ended, and what they say. */
public final class RecordedSpans {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** The section of a rule file that asks for spans of the given mode's traces. */
  public static final String RULES =
      "trace: { mode: join, spans: { endpoint: http://127.0.0.1:9 } }\n";

  private final List<Object> spans = new CopyOnWriteArrayList<>();

  RecordedSpans() {}

  void add(Object span) {
    spans.add(span);
  }

  /** Waits for the first span of that kind. */
  public RetrofuseSpan await(int kind) {
    return await(kind, null);
  }

  /** Waits for the first span of that kind that has a note of that name; null for any. */
  public RetrofuseSpan await(int kind, String note) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() - end < 0) {
      for (Object each : spans) {
        RetrofuseSpan span = (RetrofuseSpan) each;
        if (span.kind == kind && (note == null || notes(span).containsKey(note))) {
          return span;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("no span of kind " + kind + " with " + note);
  }

  /** Those of that kind so far. */
  public List<RetrofuseSpan> all(int kind) {
    List<RetrofuseSpan> all = new ArrayList<>();
    for (Object each : spans) {
      RetrofuseSpan span = (RetrofuseSpan) each;
      if (span.kind == kind) {
        all.add(span);
      }
    }
    return all;
  }

  public int count() {
    return spans.size();
  }

  /** Attributes and their values as texts; of an event, its own attributes as a list. */
  public static Map<String, String> notes(RetrofuseSpan span) {
    Map<String, String> notes = new TreeMap<>();
    for (RetrofuseSpan.Note note = span.notes(); note != null; note = note.before) {
      boolean event = note.value instanceof Object[];
      notes.putIfAbsent(
          note.link ? "link" : note.key,
          note.link
              ? note.key
              : event
                  ? new ArrayList<>(Arrays.asList((Object[]) note.value)).toString()
                  : String.valueOf(note.value));
    }
    return notes;
  }
}
