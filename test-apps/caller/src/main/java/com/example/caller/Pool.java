package com.example.caller;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingDeque;

/** Connections that are opened beforehand, so that a call is a call and nothing else. */
final class Pool<T extends AutoCloseable> {
  /** More than ever hang at once: nothing is opened over a path that hangs. */
  private static final int SIZE = 20;

  private final LinkedBlockingDeque<T> idle = new LinkedBlockingDeque<>();
  private final Callable<T> open;

  Pool(Callable<T> open) throws Exception {
    this.open = open;
    for (int i = 0; i < SIZE; i++) {
      idle.add(open.call());
    }
  }

  T take() throws Exception {
    T one = idle.poll();
    return one == null ? open.call() : one;
  }

  void giveBack(T one) {
    idle.push(one);
  }

  void close() throws Exception {
    for (T one = idle.poll(); one != null; one = idle.poll()) {
      one.close();
    }
  }
}
