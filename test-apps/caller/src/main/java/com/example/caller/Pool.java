package com.example.caller;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingDeque;

/** Connections that are opened beforehand, so that a call is a call and nothing else. */
final class Pool<T extends AutoCloseable> {
  private static final int SIZE = 3;

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
