package dev.retrofuse.engine.timeout;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The watches of calls that end on the thread that they began on: each stays in its slot, and
 * serves one call after the other. Bounded, lock-free. They are here and not with their threads,
 * where a detached agent could not take them back.
 */
final class KeptWatches {
  /** Fewer than {@link WatchTable} has, for the watchdog looks into each, in 1 to 6 us for all. */
  static final int SLOTS = 1_024;

  /** How many slots a call looks at: it is as well off with a watch of its own. */
  static final int PROBES = 8;

  private static final int BITS = 10;

  private final AtomicReferenceArray<Watch> slots = new AtomicReferenceArray<>(SLOTS);

  /** One that no call has, for the caller to begin one with; null when others have them all. */
  Watch claim() {
    int first = WatchTable.first(BITS);
    for (int i = 0; i < PROBES; i++) {
      int slot = (first + i) & (SLOTS - 1);
      Watch watch = slots.get(slot);
      if (watch == null) {
        Watch made = new Watch(this, slot);
        if (slots.compareAndSet(slot, null, made)) {
          return made;
        }
      } else if (watch.claim()) {
        return watch;
      }
    }
    return null;
  }

  /** One that will serve no further call. */
  void remove(Watch watch) {
    slots.compareAndSet(watch.slot, watch, null);
  }

  /**
   * Hands over what is due.
   *
   * @return whether any call is watched still
   */
  boolean expire(long now, WatchTable.Sink sink) {
    boolean any = false;
    for (int slot = 0; slot < SLOTS; slot++) {
      Watch watch = slots.get(slot);
      any |= watch != null && watch.expire(now, sink);
    }
    return any;
  }

  /** How many calls are watched. */
  int size() {
    int size = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      Watch watch = slots.get(slot);
      size += watch != null && watch.isWatched() ? 1 : 0;
    }
    return size;
  }
}
