package dev.retrofuse.engine.breaker;

import dev.retrofuse.engine.clock.CoarseClock;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.LongAdder;

/** The outcomes of the last so many nanoseconds, in a sliding ring of 16 to 32 buckets. */
final class TimeWindow extends Window {
  /*
   * Time is cut into ticks of a power of two of nanoseconds: a shift finds the tick, no division. A ring of
   * 32 slots has three cells per slot: calls, failures, slow calls. A cell is one long: the tick it
   * belongs to in the upper half, the count in the lower. A call adds 1 and is told what was there before:
   * if that was of its own tick, it has counted. If not, the cell is begun again at 1, and the 1 that went to
   * a tick long past is taken back from the sum of those that left. No cell is ever cleared by anybody, no
   * thread sweeps: readers add up the cells whose tick lies in the window and pass over the others.
   *
   * The newest bucket is still filling, so a window of n buckets covers between n - 1 and n ticks. Any tick
   * that differs starts the cell again, a later one too: should the clock step back, the window is
   * itself again at once, instead of waiting for the clock to come back to where it was.
   *
   * Where threads meet on a cell the rings are doubled, up to one per processor and 8 at most; a thread uses
   * the one of its number. So only breakers that need the memory have it. One call in 128 looks for such a
   * meeting: whether the cell has changed since a moment ago, when it had counted.
   *
   * Limits: a count of 2^32 in one bucket runs into the tick and loses that bucket; ticks return after 2^32,
   * which is 9 years for the shortest window of 1 s.
   */
  private static final int FEWEST_BUCKETS = 16;
  private static final int SLOTS = 32;
  private static final int KINDS = 3;
  private static final int CALLS = 0;
  private static final int FAILURES = 1;
  private static final int SLOW = 2;
  private static final int MOST_RINGS = StripedCounter.STRIPES;
  private static final long COUNT = 0xFFFF_FFFFL;

  /** An empty cell of a tick that is out of every window. */
  private static final long EMPTY = (long) Integer.MIN_VALUE << Integer.SIZE;

  private static final AtomicReferenceFieldUpdater<TimeWindow, AtomicLongArray[]> RINGS =
      AtomicReferenceFieldUpdater.newUpdater(TimeWindow.class, AtomicLongArray[].class, "rings");

  private final long origin;
  private final int shift;
  private final int buckets;
  private volatile AtomicLongArray[] rings = {newRing()};

  /** The ring as long as there is but one, then null: saves most breakers' calls a way around. */
  private volatile AtomicLongArray only = rings[0];

  TimeWindow(long nanos, long now, LongAdder left) {
    super(left);
    origin = now;
    shift = 63 - Long.numberOfLeadingZeros(Math.max(1, nanos / FEWEST_BUCKETS));
    buckets = (int) ((nanos + (1L << shift) - 1) >> shift);
  }

  private static AtomicLongArray newRing() {
    AtomicLongArray ring = new AtomicLongArray(SLOTS * KINDS);
    for (int cell = 0; cell < ring.length(); cell++) {
      ring.lazySet(cell, EMPTY);
    }
    return ring;
  }

  private int tick(long now) {
    return (int) ((now - origin) >> shift);
  }

  @Override
  int add(long now, boolean failed, boolean slow) {
    int tick = tick(now);
    int due = increment(tick, CALLS);
    if (failed) {
      increment(tick, FAILURES);
    }
    if (slow) {
      increment(tick, SLOW);
    }
    return due;
  }

  /** Counts; the first of its tick in its ring is one that has turned. */
  private int increment(int tick, int kind) {
    int cell = cell(tick, kind);
    AtomicLongArray one = only;
    AtomicLongArray ring = one == null ? ringOfThread() : one;
    long before = ring.getAndIncrement(cell);
    if (tickOf(before) != tick) {
      begin(ring, cell, tick, kind);
      return TURNED;
    }
    if ((before & (CoarseClock.CALLS_PER_LOOK - 1)) != 0) {
      return NOTHING;
    }
    if (!ring.compareAndSet(cell, before + 1, before + 1)) {
      widen(rings);
    }
    return LOOK;
  }

  /** Counts in a cell of another tick, to which one has been added wrongly. */
  private void begin(AtomicLongArray ring, int cell, int tick, int kind) {
    leave(-1, kind);
    add(ring, cell, tick, kind, 1);
  }

  private void add(AtomicLongArray ring, int cell, int tick, int kind, long count) {
    for (; ; ) {
      long before = ring.get(cell);
      boolean current = tickOf(before) == tick;
      long after = current ? before + count : ((long) tick << Integer.SIZE) | count;
      if (ring.compareAndSet(cell, before, after)) {
        leave(current ? 0 : before & COUNT, kind);
        return;
      }
    }
  }

  private void leave(long calls, int kind) {
    if (kind == CALLS) {
      left.add(calls);
    }
  }

  private AtomicLongArray ringOfThread() {
    AtomicLongArray[] all = rings;
    return all[StripedCounter.ofThread(all.length)];
  }

  private void widen(AtomicLongArray[] all) {
    if (all.length >= MOST_RINGS) {
      return;
    }
    AtomicLongArray[] twice = Arrays.copyOf(all, 2 * all.length);
    for (int i = all.length; i < twice.length; i++) {
      twice[i] = newRing();
    }
    RINGS.compareAndSet(this, all, twice);
    only = null;
  }

  @Override
  void handOver(Window to, long now) {
    TimeWindow heir = to instanceof TimeWindow ? (TimeWindow) to : null;
    for (AtomicLongArray ring : rings) {
      for (int cell = 0; cell < SLOTS * KINDS; cell++) {
        handOver(ring.getAndSet(cell, EMPTY), cell / SLOTS, heir, now);
      }
    }
  }

  private void handOver(long cell, int kind, TimeWindow heir, long now) {
    int age = tick(now) - tickOf(cell);
    if (age == -1) {
      age = 0; // of a thread that has read the clock later
    }
    if (heir != null && isWithin(age)) {
      heir.receive(cell & COUNT, kind, now - ((long) age << shift), now);
    } else {
      leave(cell & COUNT, kind);
    }
  }

  /** Takes over so many calls of that time. */
  private void receive(long count, int kind, long at, long now) {
    int tick = tick(at);
    if (count > 0 && isWithin(tick(now) - tick)) {
      add(rings[0], cell(tick, kind), tick, kind, count);
    } else {
      leave(count, kind);
    }
  }

  private boolean isWithin(int age) {
    return age >= 0 && age < buckets;
  }

  private static int cell(int tick, int kind) {
    return kind * SLOTS + (tick & (SLOTS - 1));
  }

  @Override
  long held() {
    long sum = 0;
    for (AtomicLongArray ring : rings) {
      for (int slot = 0; slot < SLOTS; slot++) {
        sum += ring.get(CALLS * SLOTS + slot) & COUNT;
      }
    }
    return sum;
  }

  private static int tickOf(long cell) {
    return (int) (cell >> Integer.SIZE);
  }

  @Override
  long calls(long now) {
    return sum(now, CALLS);
  }

  @Override
  long failures(long now) {
    return sum(now, FAILURES);
  }

  @Override
  long slow(long now) {
    return sum(now, SLOW);
  }

  private long sum(long now, int kind) {
    int tick = tick(now);
    long sum = 0;
    for (AtomicLongArray ring : rings) {
      for (int slot = 0; slot < SLOTS; slot++) {
        long cell = ring.get(kind * SLOTS + slot);
        int age = tick - tickOf(cell);
        sum += isWithin(age) ? cell & COUNT : 0;
      }
    }
    return sum;
  }
}
