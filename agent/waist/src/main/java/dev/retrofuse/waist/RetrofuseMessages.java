package dev.retrofuse.waist;

/**
 * One iteration over messages, of which the thread works for the one at hand: for messages that the
 * application takes by itself, where no method of the library encloses their processing. Iterations
 * nest, and each may be left without an end.
 *
 * <p>Consumers and iterators are told apart by their identity's hash: a thread that outlives them
 * must not hold them.
 */
public final class RetrofuseMessages {
  private static final int DEEPEST = 8;

  private final int source;
  private final int consumer;
  private final int depth;
  private final RetrofuseMessages outer;
  private final RetrofuseContext before;

  /** What the thread worked for when the first of the iterations around this one began. */
  private final RetrofuseContext work;

  /** The context of the message at hand; null for one without. */
  private RetrofuseContext message;

  private RetrofuseMessages(RetrofuseThread thread, int source, int consumer) {
    RetrofuseMessages around = thread.messages;
    boolean forgets = around != null && around.depth == DEEPEST;
    this.source = source;
    this.consumer = consumer;
    outer = forgets ? null : around;
    depth = outer == null ? 1 : outer.depth + 1;
    before = thread.context;
    work = around != null && around.message == before ? around.work : before;
  }

  /**
   * Makes the context of a message the thread's own until the next one or the end.
   *
   * @param source the iterator or consumer that hands it out; null where there is one at a time
   * @param values as for {@link RetrofuseTrace#begin}; null for what is no message
   */
  public static void next(Object source, Object... values) {
    RetrofuseTrace trace = RetrofuseTrace.hook;
    if (trace != null) {
      RetrofuseThread thread = RetrofuseThread.current();
      next(trace, thread, thread.polled, source, values);
    }
  }

  /** The same for messages of that consumer, whichever one the thread has polled last. */
  static void nextOf(Object consumer, Object source, Object... values) {
    RetrofuseTrace trace = RetrofuseTrace.hook;
    if (trace != null) {
      int from = System.identityHashCode(consumer);
      next(trace, RetrofuseThread.current(), from, source, values);
    }
  }

  private static void next(
      RetrofuseTrace trace, RetrofuseThread thread, int consumer, Object source, Object[] values) {
    if (thread.holds) {
      return;
    }
    RetrofuseContext inbound = values == null ? null : trace.extract(values);
    RetrofuseMessages own = leaveInner(thread, System.identityHashCode(source));
    // A thread that has since begun other work is outside of this iteration.
    if (own != null && thread.context == own.message) {
      thread.ended();
      RetrofuseSpans.end(own.message);
    } else {
      own = new RetrofuseMessages(thread, System.identityHashCode(source), consumer);
      thread.messages = own;
    }
    RetrofuseThread.any();
    own.message = inbound;
    thread.context = inbound;
  }

  /**
   * The message at hand has failed with that: it stays the thread's until {@link #release},
   * whatever is taken from iterators meanwhile.
   */
  public static void hold(Throwable thrown) {
    RetrofuseSpans.failed(thrown);
    RetrofuseThread.current().holds = true;
  }

  /** Ends what {@link #hold} began. */
  public static void release() {
    RetrofuseThread thread = RetrofuseThread.current();
    boolean ends = thread.heldEnds;
    thread.holds = false;
    thread.heldEnds = false;
    if (ends && thread.messages != null) {
      thread.messages.leave(thread, true);
    }
  }

  /** Whether this thread is between {@link #hold} and {@link #release}. */
  public static boolean isHeld() {
    return RetrofuseThread.current().holds;
  }

  /** Ends the iteration, if {@link #next} began it; what came after it is left alone. */
  public static void end(Object source) {
    RetrofuseThread thread = RetrofuseThread.current();
    if (thread.holds) {
      thread.heldEnds |=
          thread.messages != null && thread.messages.source == System.identityHashCode(source);
      return;
    }
    RetrofuseMessages own =
        thread.messages == null ? null : leaveInner(thread, System.identityHashCode(source));
    if (own != null) {
      own.leave(thread, true);
    }
  }

  /**
   * A consumer is asked for more: what its last messages began is over. Those of another are not:
   * it may be asked in the midst of them.
   */
  public static void polls(Object consumer) {
    RetrofuseThread thread = RetrofuseThread.current();
    thread.polled = System.identityHashCode(consumer);
    leaveOf(thread, thread.polled, 0);
  }

  /** The same for messages of {@link #nextOf}; those of no known consumer stay. */
  static void pollsOf(Object consumer) {
    int own = System.identityHashCode(consumer);
    leaveOf(RetrofuseThread.current(), own, own);
  }

  private static void leaveOf(RetrofuseThread thread, int consumer, int or) {
    RetrofuseMessages last = null;
    for (RetrofuseMessages each = thread.messages; each != null; each = each.outer) {
      last = each.consumer == consumer || each.consumer == or ? each : last;
    }
    if (last != null) {
      leaveTo(thread, last.outer, false);
    }
  }

  /** A consumer will not be asked any more. */
  public static void closes(Object consumer) {
    polls(consumer);
    RetrofuseThread.current().polled = 0;
  }

  /** What {@link #endAll} goes back to. */
  public static RetrofuseMessages mark() {
    return RetrofuseThread.current().messages;
  }

  /** Ends all that was begun since the mark. */
  public static void endAll(RetrofuseMessages mark) {
    leaveTo(RetrofuseThread.current(), mark, true);
  }

  /**
   * Ends the iterations within the work that a thread leaves, which were left without an end.
   *
   * @param before what the thread goes back to; null for no context
   */
  static void leaveWithin(RetrofuseThread thread, RetrofuseContext before) {
    RetrofuseMessages each = thread.messages;
    if (each == null) {
      return;
    }
    RetrofuseContext work = each.message == thread.context ? each.work : thread.context;
    while (each != null && each.work == work && (each.message == null || each.message != before)) {
      RetrofuseSpans.end(each.message);
      thread.context = work;
      each = each.outer;
    }
    thread.messages = each;
  }

  RetrofuseMessages outer() {
    return outer;
  }

  /** The iteration of that source, with those inside of it left; null where there is none. */
  private static RetrofuseMessages leaveInner(RetrofuseThread thread, int source) {
    RetrofuseMessages own = thread.messages;
    while (own != null && own.source != source) {
      own = own.outer;
    }
    if (own != null) {
      leaveTo(thread, own, false);
    }
    return own;
  }

  private static void leaveTo(RetrofuseThread thread, RetrofuseMessages outer, boolean ended) {
    while (thread.messages != null && thread.messages != outer) {
      thread.messages.leave(thread, ended);
    }
  }

  // Of an iteration that was left somewhere, no context says nothing: the thread may be elsewhere.
  private void leave(RetrofuseThread thread, boolean ended) {
    if (thread.context == message && (ended || message != null)) {
      thread.ended();
      thread.context = before;
    }
    RetrofuseSpans.end(message);
    thread.messages = outer;
  }
}
