package com.example.mesh;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.AsyncContext;

/** A request, with its number, on all its ways; it ends when it has arrived on each. */
final class Journey {
  /** So many at a time. */
  private static final int MOST = 64;

  /** Every so manieth request has no trace. */
  private static final int UNTRACED = 8;

  private static final Semaphore ROOM = new Semaphore(MOST);
  private static final Map<Long, Journey> UNDER_WAY = new ConcurrentHashMap<>();

  /** What arrived with another trace than that of its request. */
  static final Queue<String> WRONG = new ConcurrentLinkedQueue<>();

  final long number;
  private final AtomicInteger left;
  private volatile AsyncContext request;

  private Journey(long number, int ways) {
    this.number = number;
    left = new AtomicInteger(ways);
  }

  /** Begins one, once there is room. */
  static Journey begin(long number, int ways) {
    ROOM.acquireUninterruptibly();
    Journey journey = new Journey(number, ways);
    UNDER_WAY.put(number, journey);
    return journey;
  }

  /** Returns when none is under way. */
  static void awaitAll() {
    ROOM.acquireUninterruptibly(MOST);
    ROOM.release(MOST);
  }

  static Journey of(String number) {
    return UNDER_WAY.get(Long.parseLong(number));
  }

  /** What its request is sent with; null for nothing. */
  String traceparent() {
    return number % UNTRACED == 0 ? null : "00-" + trace() + "-00f067aa0ba902b7-01";
  }

  private String trace() {
    String digits = Long.toHexString(number);
    return "4bf92f3577b34da6a3ce929d0e0e4736".substring(digits.length()) + digits;
  }

  void answerTo(AsyncContext asked) {
    request = asked;
  }

  /** Has arrived that way, on this thread. */
  void arrived(String way) {
    String expected = number % UNTRACED == 0 ? Seen.NONE : trace();
    String seen = Seen.now();
    if (!seen.equals(expected)) {
      WRONG.add(number + " " + way + ": " + seen);
    }
    if (left.decrementAndGet() == 0) {
      UNDER_WAY.remove(number);
      request.complete();
      ROOM.release();
    }
  }
}
