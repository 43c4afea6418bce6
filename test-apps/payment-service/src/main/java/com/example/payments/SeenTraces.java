package com.example.payments;

import java.util.ArrayDeque;

/** The payments so far, how many came with a {@code traceparent}, and the latest of these. */
final class SeenTraces {
  private static final int LATEST = 100;

  private final ArrayDeque<String> latest = new ArrayDeque<String>();
  private long calls;
  private long traced;

  synchronized void add(String traceparent) {
    calls++;
    if (traceparent == null) {
      return;
    }
    traced++;
    latest.addFirst(traceparent);
    if (latest.size() > LATEST) {
      latest.removeLast();
    }
  }

  /** {@code calls=N}, {@code traced=N}, then the headers, latest first, one a line. */
  @Override
  public synchronized String toString() {
    StringBuilder text = new StringBuilder();
    text.append("calls=").append(calls).append("\ntraced=").append(traced).append('\n');
    for (String traceparent : latest) {
      text.append(traceparent).append('\n');
    }
    return text.toString();
  }
}
