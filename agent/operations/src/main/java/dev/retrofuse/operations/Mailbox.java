package dev.retrofuse.operations;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What application threads leave for the agent's thread: lock-free and bounded; what finds no room
 * is dropped and counted.
 */
final class Mailbox<T> {
  private final int capacity;
  private final ConcurrentLinkedQueue<T> items = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private volatile Thread reader;

  Mailbox(int capacity) {
    this.capacity = capacity;
  }

  /** Names the thread to be woken by {@link #offer}; null for none. */
  void readBy(Thread thread) {
    reader = thread;
  }

  Thread reader() {
    return reader;
  }

  void offer(T item) {
    if (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      dropped.incrementAndGet();
      return;
    }
    items.add(item);
    LockSupport.unpark(reader);
  }

  /** Null when empty. */
  T poll() {
    T item = items.poll();
    if (item != null) {
      size.decrementAndGet();
    }
    return item;
  }

  /** How many were dropped since this was last asked. */
  long takeDropped() {
    return dropped.getAndSet(0);
  }
}
