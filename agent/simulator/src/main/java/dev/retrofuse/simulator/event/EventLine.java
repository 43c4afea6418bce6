package dev.retrofuse.simulator.event;

/** Events that were added in the order of their times, in two rings that double. */
final class EventLine {
  private long[] times = new long[1024];
  private long[] events = new long[1024];
  private int first;
  private int size;

  void add(long time, long event) {
    if (size == times.length) {
      times = unrolled(times);
      events = unrolled(events);
      first = 0;
    }
    int last = (first + size++) & (times.length - 1);
    times[last] = time;
    events[last] = event;
  }

  private long[] unrolled(long[] ring) {
    long[] twice = new long[2 * ring.length];
    System.arraycopy(ring, first, twice, 0, ring.length - first);
    System.arraycopy(ring, 0, twice, ring.length - first, first);
    return twice;
  }

  /** When the next event is, or {@code Long.MAX_VALUE} when there is none. */
  long time() {
    return size == 0 ? Long.MAX_VALUE : times[first];
  }

  long take() {
    long event = events[first];
    first = (first + 1) & (times.length - 1);
    size--;
    return event;
  }
}
