package dev.retrofuse.waist;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Netty's event loops: what a thread works for while a decoder hands on what it has read. */
public final class RetrofuseNetty {
  /** By channel: the requests that were not answered yet, which HTTP/1 answers in their order. */
  private static final RetrofuseCarriers<Queue<RetrofuseSpan>> UNANSWERED =
      new RetrofuseCarriers<Queue<RetrofuseSpan>>();

  private static final int FIRST_FINAL_STATUS = 200;
  private static final int SWITCHING_PROTOCOLS = 101;

  private RetrofuseNetty() {}

  /**
   * A decoder begins to read.
   *
   * @return what to give to {@link #leave}; null where nothing asks for requests
   */
  public static RetrofuseCarried enter() {
    if (RetrofuseCarried.isOff()) {
      return null;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    thread.enter(RetrofuseThread.DECODER);
    return thread.carried();
  }

  /** It has handed on all: the thread works for what it did before. */
  public static void leave(RetrofuseCarried before) {
    if (before != null) {
      RetrofuseThread.current().leave(RetrofuseThread.DECODER);
      RetrofuseCarried.end(before);
    }
  }

  /** Whether {@link #leave} will come, so that the thread may begin to work for a request. */
  public static boolean isInside() {
    return RetrofuseThread.current().inside(RetrofuseThread.DECODER);
  }

  /** The request that this thread has begun to serve came over that channel. */
  public static void came(Object channel) {
    RetrofuseContext context = RetrofuseThread.current().context;
    RetrofuseSpan span = context == null ? null : context.span();
    if (span == null || !span.sampled) {
      return;
    }
    for (Queue<RetrofuseSpan> gone = UNANSWERED.removeCollected();
        gone != null;
        gone = UNANSWERED.removeCollected()) {
      giveUp(gone);
    }
    Queue<RetrofuseSpan> waiting = UNANSWERED.get(channel);
    if (waiting == null) {
      waiting = new ConcurrentLinkedQueue<RetrofuseSpan>();
      UNANSWERED.put(channel, waiting);
    }
    waiting.add(span);
  }

  /**
   * A part of an answer is written to that channel.
   *
   * @param status of the answer's head; 0 for other parts
   * @param last whether it is the last part
   */
  public static void answers(Object channel, int status, boolean last) {
    Queue<RetrofuseSpan> waiting = RetrofuseSpans.hook == null ? null : UNANSWERED.get(channel);
    RetrofuseSpan span = waiting == null ? null : waiting.peek();
    boolean interim = status > 0 && status < FIRST_FINAL_STATUS && status != SWITCHING_PROTOCOLS;
    if (span == null || interim) {
      return;
    }
    RetrofuseSpans.answer(span, status, null);
    if (last) {
      waiting.poll();
      span.end();
    }
  }

  /** Forgets what waits for an answer: at detach. */
  public static void forgetAll() {
    while (UNANSWERED.removeAny() != null) {
      // One less.
    }
  }

  private static void giveUp(Queue<RetrofuseSpan> unanswered) {
    for (RetrofuseSpan span : unanswered) {
      span.fail(null, "unanswered");
      span.end();
    }
  }
}
