package dev.retrofuse.engine.timeout;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** The calls that are watched, each in a slot of its own; bounded, lock-free. */
final class WatchTable {
  /*
   * A timer wheel files calls by the time they are due. Here that would help little and cost much: nearly all
   * calls end before they are due, and each end must take its entry out at once, or a wheel of seconds holds the entries of
   * seconds. Netty's wheel hands both over to its thread by queues that every call contends for.
   *
   * So a call takes any free slot, beginning with one chosen by its thread, which is the one that this thread's call
   * before has left: two writes to a line that is in this core's cache. The watchdog reads
   * all slots each tick: 8,192 references are 32 KB, read in about 10 us, a thousandth of a tick.
   */
  static final int SLOTS = 8_192;

  private static final int BITS = 13;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final AtomicReferenceArray<Watch> slots = new AtomicReferenceArray<>(SLOTS);

  /** Where the current thread begins to look for a slot. */
  static int first(int bits) {
    return (int) ((Thread.currentThread().getId() * SPREAD) >>> (Long.SIZE - bits));
  }

  /** False when every slot is taken. */
  boolean add(Watch watch) {
    int first = first(BITS);
    for (int i = 0; i < SLOTS; i++) {
      int slot = (first + i) & (SLOTS - 1);
      if (slots.get(slot) == null) {
        watch.slot = slot;
        if (slots.compareAndSet(slot, null, watch)) {
          return true;
        }
      }
    }
    watch.slot = -1;
    return false;
  }

  void remove(Watch watch) {
    if (watch.slot >= 0) {
      slots.compareAndSet(watch.slot, watch, null);
    }
  }

  /**
   * Hands over what is due.
   *
   * @return whether any call is watched still
   */
  boolean expire(long now, Sink sink) {
    boolean any = false;
    for (int slot = 0; slot < SLOTS; slot++) {
      Watch watch = slots.get(slot);
      if (watch != null && watch.isDue(now) && sink.take(watch, watch.state())) {
        slots.compareAndSet(slot, watch, null);
      } else {
        any |= watch != null;
      }
    }
    return any;
  }

  /** How many calls are watched. */
  int size() {
    int size = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      size += slots.get(slot) == null ? 0 : 1;
    }
    return size;
  }

  /** Where calls go that are due. */
  interface Sink {
    /**
     * Takes a call that is to be cut.
     *
     * @param state the watch's when the call was due; the call has ended when it is another
     * @return false when there is no room; the call is offered again
     */
    boolean take(Watch watch, long state);
  }
}
