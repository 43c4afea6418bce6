package dev.retrofuse.engine.breaker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/** Calls under way by the time they began, so that calls that hang are seen before they end. */
final class InFlight {
  /*
   * A side that hangs gives no outcomes, so a breaker that waits for outcomes lets calls in until the first
   * time-out. Here a call counts into the cell of the tick in which it began, and out of it when it ends.
   * Calls left in cells older than the slow-call threshold are overdue: they will be slow, whatever becomes
   * of them. A tick is between 1/32 and 1/64 of the threshold, a power of two of nanoseconds.
   *
   * A cell is one long: its tick above, then how many calls began in it, then how many of them are still
   * under way. The 128 cells reach back two to four times the threshold. A cell that is needed again hands
   * what is under way to `ancient`, and a call that no longer finds its tick counts itself out of there.
   *
   * In a busy tick only one call in 64 is followed, chosen by its start time; the permit remembers that it
   * is. Shares stay right, and two atomic additions become a thirty-second of one.
   *
   * The cells are looked at once per tick, and only when `busy`: who calls seldom would pay for them in every
   * call. A call under way is either in the cell of the tick `seen`, or `busy` is set. So who replaces `seen`
   * looks at the cell left, who began in a tick that is not `seen` says so, and who looks at all cells says
   * "not busy" before and not after. All that is volatile; with plain fields a call could be overlooked.
   *
   * Another threshold wants ticks of another length, and so another instance. Calls that began before a moment
   * that both agree on are the predecessor's, whoever is asked, and all others the successor's. The moment is the
   * edge of a tick of both, later than all calls that the predecessor has followed. So a cell that is of the
   * right tick is of the right instance, and only who does not find such a one asks whose the call is. The
   * predecessor of a predecessor is forgotten, and what is left of its calls with it.
   *
   * Whose end is lost would be overdue for ever, and enough of them open a breaker that is well. So what is older
   * than a lease does not count: cells tell their age, and of `ancient` that goes which was there a lease ago.
   */
  private static final int CELLS = 128;
  private static final int TICKS_PER_THRESHOLD = 32;
  private static final int BUSY = 64;
  private static final int CHOSEN = 63 << 10;
  private static final int BITS = 20;
  private static final long UNDER_WAY = (1L << BITS) - 1;
  private static final long BEGAN = 1L << BITS;
  private static final int TICK_SHIFT = 2 * BITS;
  private static final int TICK_BITS = Long.SIZE - TICK_SHIFT;
  private static final long TICKS = (1L << TICK_BITS) - 1;

  /** Of the calls that should have ended, this share has not when the other side hangs. */
  private static final double HANGING = 0.9;

  private static final int FEWEST_TICKS = 4;

  /** Permits know the time in units of so many bits. */
  private static final int SHORTEST_SHIFT = 10;

  /** The end of a call that takes longer was lost; as long as a place in a limit is leased. */
  private static final long LEASE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final int LEASE_IN_THRESHOLDS = 4;
  private static final long NEVER = Long.MAX_VALUE;
  private static final long SOON = NEVER - 1;

  private final long slowNanos;
  private final int shift;

  /** Calls that began before belong to the predecessor. */
  private final long since;

  /** Those that began then or later belong to the successor; {@link #NEVER} without one. */
  private final AtomicLong until = new AtomicLong(NEVER);

  private volatile InFlight predecessor;
  private final AtomicLongArray cells = new AtomicLongArray(CELLS);
  private final AtomicLong ancient = new AtomicLong();

  /** The tick of the call that came last, or about so. */
  private final AtomicLong seen;

  /** How many were ancient at that time; plain, for it is about so. */
  private long leased;

  private long leasedSince;

  /** Whether calls may be under way that did not begin in the tick {@link #seen}. */
  private volatile boolean busy;

  private boolean paused;

  /** A tick of which most calls are not followed; plain, for an old one costs only a look more. */
  private long crowded = -1;

  /**
   * @param slowNanos after which a call counts as slow
   */
  InFlight(long slowNanos, long now) {
    this(slowNanos, now, now - Long.MAX_VALUE / 2, null);
  }

  private InFlight(long slowNanos, long now, long since, InFlight predecessor) {
    this.slowNanos = slowNanos;
    this.since = since;
    this.predecessor = predecessor;
    busy = predecessor != null;
    shift = shift(slowNanos);
    seen = new AtomicLong(tick(now));
    leasedSince = now;
    for (int slot = 0; slot < CELLS; slot++) {
      cells.lazySet(slot, (tick(now) - CELLS) << TICK_SHIFT);
    }
  }

  /**
   * One that goes on under another threshold.
   *
   * @param before null if calls were not followed of late
   */
  static InFlight after(InFlight before, long slowNanos, LongSupplier clock) {
    int shift = Math.max(SHORTEST_SHIFT, shift(slowNanos));
    long since = before == null ? nextEdge(clock, shift) : before.endAtEdge(clock, shift);
    return new InFlight(slowNanos, clock.getAsLong(), since, before);
  }

  /**
   * From when on the successor follows calls; the same for whoever asks. Calls that were to begin
   * between the two steps are not followed, so that none here is later than the clock then says.
   */
  private long endAtEdge(LongSupplier clock, int shiftOfNext) {
    predecessor = null;
    until.compareAndSet(NEVER, SOON);
    until.compareAndSet(SOON, nextEdge(clock, Math.max(shift, shiftOfNext)));
    return until.get();
  }

  private static long nextEdge(LongSupplier clock, int shift) {
    return ((clock.getAsLong() >> shift) + 1) << shift;
  }

  private static int shift(long slowNanos) {
    return 63 - Long.numberOfLeadingZeros(Math.max(1, slowNanos / TICKS_PER_THRESHOLD));
  }

  private long tick(long now) {
    return (now >> shift) & TICKS;
  }

  private static int slot(long tick) {
    return (int) tick & (CELLS - 1);
  }

  /** Whether there is nothing to do for this call: it is not followed, and not the first. */
  boolean passesOver(long now) {
    return (now & CHOSEN) != 0 && tick(now) == crowded;
  }

  /**
   * Whether this is the first call of its tick, or about so, and calls are under way that began
   * before. False for the first one after a pause: where this side stood still, answers that are
   * there already have yet to be read. Where calls are so few that pauses follow each other it is
   * true.
   */
  boolean isToBeJudged(long now) {
    long tick = tick(now);
    return tick != seen.get() && begins(tick) && busy;
  }

  private boolean begins(long tick) {
    long before = seen.getAndSet(tick);
    if ((cells.get(slot(before)) & UNDER_WAY) != 0) {
      busy = true;
    }
    boolean wasPaused = paused;
    paused = ((tick - before) & TICKS) >= TICKS_PER_THRESHOLD;
    return wasPaused || !paused;
  }

  /** Counts a call in; false if it is not followed and so must not be counted out. */
  boolean begin(long now) {
    long tick = tick(now);
    int slot = slot(tick);
    for (; ; ) {
      long cell = cells.get(slot);
      boolean current = (cell >>> TICK_SHIFT) == tick;
      if (!current && !isMine(now)) {
        return beginBefore(now);
      }
      if (current && ((cell >> BITS) & UNDER_WAY) >= BUSY && (now & CHOSEN) != 0) {
        crowded = tick;
        return false;
      }
      long after = current ? cell + BEGAN + 1 : (tick << TICK_SHIFT) | BEGAN | 1;
      if (cells.compareAndSet(slot, cell, after)) {
        began(tick, current ? 0 : cell & UNDER_WAY);
        return true;
      }
    }
  }

  private boolean isMine(long began) {
    long end = until.get();
    return began - since >= 0 && (end == NEVER || (end != SOON && began - end < 0));
  }

  private boolean beginBefore(long now) {
    InFlight before = predecessor;
    return now - since < 0 && before != null && before.begin(now);
  }

  private void began(long tick, long handedOn) {
    if (handedOn != 0) {
      ancient.addAndGet(handedOn);
    }
    if ((handedOn != 0 || seen.get() != tick) && !busy) {
      busy = true;
    }
  }

  /** Counts a call out that was counted in. */
  void end(long began) {
    long tick = tick(began);
    int slot = slot(tick);
    for (; ; ) {
      long cell = cells.get(slot);
      if ((cell >>> TICK_SHIFT) != tick || (cell & UNDER_WAY) == 0) {
        endOfOld(began);
        return;
      }
      if (cells.compareAndSet(slot, cell, cell - 1)) {
        return;
      }
    }
  }

  private void endOfOld(long began) {
    InFlight before = predecessor;
    if (began - since >= 0) {
      ancient.decrementAndGet();
    } else if (before != null) {
      before.end(began);
    }
  }

  long slowNanos() {
    return slowNanos;
  }

  /** Calls under way that have taken longer than the threshold, but for those not followed. */
  long overdue(long now) {
    busy = false;
    forgetLost(now);
    long newest = tick(now - slowNanos) - 1;
    long lost = tick(now - lease());
    long underWay = ancient.get();
    long overdue = Math.max(0, underWay);
    for (int slot = 0; slot < CELLS; slot++) {
      long cell = cells.get(slot);
      long held = isUpTo(lost, cell >>> TICK_SHIFT) ? 0 : cell & UNDER_WAY;
      underWay |= held;
      overdue += isUpTo(newest, cell >>> TICK_SHIFT) ? held : 0;
    }
    InFlight before = predecessor;
    if (underWay != 0 || before != null) {
      busy = true;
    }
    return before == null ? overdue : overdue + overdueOf(before, now);
  }

  /** No longer than ticks can be told apart. */
  private long lease() {
    return Math.min(Math.max(LEASE_NANOS, LEASE_IN_THRESHOLDS * slowNanos), (TICKS / 4) << shift);
  }

  private void forgetLost(long now) {
    if (now - leasedSince < lease()) {
      return;
    }
    // Below zero when some that were forgotten have ended after all.
    ancient.addAndGet(-Math.min(leased, ancient.get()));
    leased = Math.max(0, ancient.get());
    leasedSince = now;
  }

  /** All that are left, when the predecessor ended so long ago; it is not needed without any. */
  private long overdueOf(InFlight before, long now) {
    if (now - since <= slowNanos) {
      return before.longerThan(slowNanos, now);
    }
    long left = before.underWay();
    if (left > 0 && now - since < lease()) {
      return left;
    }
    predecessor = null;
    return 0;
  }

  /** Calls that have surely taken so long: what is ancient has taken twice the threshold. */
  private long longerThan(long nanos, long now) {
    long newest = tick(now - nanos) - 1;
    long sum = nanos <= 2 * slowNanos ? Math.max(0, ancient.get()) : 0;
    for (int slot = 0; slot < CELLS; slot++) {
      long cell = cells.get(slot);
      sum += isUpTo(newest, cell >>> TICK_SHIFT) ? cell & UNDER_WAY : 0;
    }
    return sum;
  }

  private long underWay() {
    long sum = Math.max(0, ancient.get());
    for (int slot = 0; slot < CELLS; slot++) {
      sum += cells.get(slot) & UNDER_WAY;
    }
    return sum;
  }

  private static boolean isUpTo(long newest, long tick) {
    return ((newest - tick) & TICKS) < TICKS / 2;
  }

  /**
   * Whether nearly none of the calls that should have ended by now has: looks at so many that began
   * last, but longer ago than the threshold.
   */
  boolean hangs(long now, long minimumCalls) {
    return overdue(now) > 0 && nearlyNoneEnds(now - slowNanos, minimumCalls);
  }

  private boolean nearlyNoneEnds(long before, long minimumCalls) {
    long last = last(before, minimumCalls, 0);
    InFlight others = predecessor;
    if (others != null && began(last) < minimumCalls) {
      last = others.last(before, minimumCalls, last);
    }
    return began(last) >= minimumCalls && underWay(last) >= HANGING * began(last);
  }

  /**
   * Those that began last, but before that: how many, and how many of them are under way.
   *
   * @param enough after so many it looks no further
   * @param sum of those known already
   */
  private long last(long before, long enough, long sum) {
    long newest = tick(before) - 1;
    for (int age = 0; age < CELLS && (age < FEWEST_TICKS || began(sum) < enough); age++) {
      long tick = (newest - age) & TICKS;
      long cell = cells.get(slot(tick));
      if ((cell >>> TICK_SHIFT) == tick) {
        sum += (((cell >> BITS) & UNDER_WAY) << Integer.SIZE) + (cell & UNDER_WAY);
      }
    }
    return sum;
  }

  private static long began(long sum) {
    return sum >>> Integer.SIZE;
  }

  private static long underWay(long sum) {
    return sum & 0xFFFF_FFFFL;
  }
}
