package dev.retrofuse.waist;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request, message or call as it is recorded: its ids, its times, and notes. Holds nothing of the
 * agent, so that a thread or task may keep it for ever.
 */
public final class RetrofuseSpan extends AtomicBoolean {
  public static final int SERVER = 0;
  public static final int CLIENT = 1;
  public static final int PRODUCER = 2;
  public static final int CONSUMER = 3;

  /** As many notes as that are kept of one span. */
  static final int MOST_NOTES = 128;

  /** Texts come from requests, too. */
  private static final int LONGEST = 1_000;

  private static final long serialVersionUID = 1L;

  public final transient String traceId;
  public final transient String spanId;

  /** Null where a trace begins. */
  public final transient String parentId;

  /** W3C's, of the parent; or null. */
  public final transient String tracestate;

  public final transient int kind;

  /** Whether anybody will see it: if not, it is only its ids. */
  public final transient boolean sampled;

  /** Monotonic nanoseconds. */
  public final transient long began;

  private transient volatile long ended;
  private transient volatile String name;
  private final transient AtomicReference<Note> notes = new AtomicReference<Note>();

  public RetrofuseSpan(
      int kind,
      String traceId,
      String spanId,
      String parentId,
      String tracestate,
      boolean sampled,
      long began) {
    this.kind = kind;
    this.traceId = traceId;
    this.spanId = spanId;
    this.parentId = parentId;
    this.tracestate = tracestate;
    this.sampled = sampled;
    this.began = began;
  }

  /** Null when nobody has named it. */
  public String name() {
    return name;
  }

  public void name(String text) {
    name = shortened(text);
  }

  private static String shortened(String text) {
    return text != null && text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  /** Monotonic nanoseconds; of use once it has ended. */
  public long ended() {
    return ended;
  }

  /** The last note, by which the others are found; null for none. */
  public Note notes() {
    return notes.get();
  }

  /** An attribute; one that is null is none. */
  public void put(String key, Object value) {
    if (value != null) {
      add(key, value instanceof String ? shortened((String) value) : value, 0, false);
    }
  }

  /**
   * Something that happened meanwhile.
   *
   * @param attributes keys and values in turns; those that are null are left out
   */
  public void event(String what, Object... attributes) {
    add(what, attributes, System.nanoTime(), false);
  }

  /**
   * A span of another trace that this one has to do with.
   *
   * @param traceparent as in W3C's header
   */
  public void link(String traceparent) {
    add(traceparent, null, 0, true);
  }

  private void add(String key, Object value, long at, boolean link) {
    if (!sampled || get()) {
      return;
    }
    Note last = notes.get();
    while (last == null || last.count < MOST_NOTES) {
      if (notes.compareAndSet(last, new Note(key, value, at, link, last))) {
        return;
      }
      last = notes.get();
    }
  }

  /** It has failed: with that exception, or else for that reason. */
  public void fail(Throwable thrown, String reason) {
    put("error.type", thrown == null ? reason : thrown.getClass().getName());
  }

  /** Ends it, once. */
  public void end() {
    if (compareAndSet(false, true)) {
      ended = System.nanoTime();
      RetrofuseSpans spans = sampled ? RetrofuseSpans.hook : null;
      if (spans != null) {
        spans.ended(this);
      }
    }
  }

  /** An attribute, an event or a link. Immutable. */
  public static final class Note {
    public final String key;

    /** Of an event its attributes, keys and values in turns; of a link null. */
    public final Object value;

    /** When an event was, in monotonic nanoseconds; 0 for an attribute. */
    public final long at;

    public final boolean link;

    /** Null for the first. */
    public final Note before;

    private final int count;

    Note(String key, Object value, long at, boolean link, Note before) {
      this.key = key;
      this.value = value;
      this.at = at;
      this.link = link;
      this.before = before;
      count = before == null ? 1 : before.count + 1;
    }
  }
}
