package dev.retrofuse.simulator.event;

import java.util.Arrays;

/**
 * Events in the order of their times: a heap with four children to a node, in two plain arrays, and
 * beside it a line of those that are known to come after one another, which most do: calls time out
 * in the order in which they began. Events of one time come in an order that depends on nothing but
 * how they were added.
 */
public final class EventQueue {
  private static final int CHILDREN = 4;

  private long[] times = new long[1024];
  private long[] events = new long[1024];
  private int size;
  private final EventLine line = new EventLine();

  /** Adds an event, see {@link Event}, at a time in nanoseconds. */
  public void add(long time, long event) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      events = Arrays.copyOf(events, 2 * size);
    }
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) / CHILDREN;
      if (times[parent] <= time) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    put(hole, time, event);
  }

  /** Adds an event that is not before any other that was added in this way. */
  public void addLast(long time, long event) {
    line.add(time, event);
  }

  /** When the next event is, or {@code Long.MAX_VALUE} when there is none. */
  public long time() {
    return Math.min(heapTime(), line.time());
  }

  private long heapTime() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Takes the next event; there must be one. */
  public long take() {
    if (line.time() < heapTime()) {
      return line.take();
    }
    long next = events[0];
    size--;
    sink(times[size], events[size]);
    return next;
  }

  private void sink(long time, long event) {
    int hole = 0;
    for (; ; ) {
      int child = earliestChild(hole);
      if (child >= size || times[child] >= time) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, time, event);
  }

  private int earliestChild(int parent) {
    int first = CHILDREN * parent + 1;
    int last = Math.min(first + CHILDREN, size);
    int earliest = first;
    for (int child = first + 1; child < last; child++) {
      earliest = times[child] < times[earliest] ? child : earliest;
    }
    return earliest;
  }

  private void move(int from, int to) {
    put(to, times[from], events[from]);
  }

  private void put(int index, long time, long event) {
    times[index] = time;
    events[index] = event;
  }
}
