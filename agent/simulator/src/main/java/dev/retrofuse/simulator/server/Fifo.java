package dev.retrofuse.simulator.server;

/** Longs, first in first out, in a ring that doubles. */
final class Fifo {
  private long[] ring = new long[1024];
  private int first;
  private int size;

  void add(long value) {
    if (size == ring.length) {
      grow();
    }
    ring[(first + size++) & (ring.length - 1)] = value;
  }

  private void grow() {
    long[] twice = new long[2 * ring.length];
    for (int i = 0; i < size; i++) {
      twice[i] = ring[(first + i) & (ring.length - 1)];
    }
    ring = twice;
    first = 0;
  }

  /** Takes out the oldest; there must be one. */
  long remove() {
    long value = ring[first];
    first = (first + 1) & (ring.length - 1);
    size--;
    return value;
  }

  /** The oldest; there must be one. */
  long peek() {
    return ring[first];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }
}
