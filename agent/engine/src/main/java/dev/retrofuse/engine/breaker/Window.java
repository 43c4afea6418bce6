package dev.retrofuse.engine.breaker;

import dev.retrofuse.engine.clock.CoarseClock;
import java.util.concurrent.atomic.LongAdder;

/** The outcomes that a breaker looks back on. Lock-free; nothing is allocated per call. */
abstract class Window {
  /*
   * Each call is counted once, here, and not a second time for the statistics: what leaves the window is
   * added to a sum, so that sum and window together are all calls ever. A window that is given up hands
   * over all it holds: to its heir, if an edit made it longer or shorter, as far as that looks back, and else
   * to the sum. A call that adds to it even then sees so afterwards, and hands over again; the hand-over
   * takes each count out of its cell with one atomic step, so that none is handed over twice. An heir may be
   * given up meanwhile itself, then its heir is next.
   */
  /** Nothing else is due after an outcome. */
  static final int NOTHING = 0;

  /** Old outcomes may have left the window since the call before. */
  static final int TURNED = 1;

  /** The same, and it is one in {@link CoarseClock#CALLS_PER_LOOK} outcomes. */
  static final int LOOK = 2;

  final LongAdder left;
  private volatile boolean givenUp;

  /** Written before {@link #givenUp}; null for none. */
  private Window heir;

  /**
   * @param left where the calls that leave the window are counted
   */
  Window(LongAdder left) {
    this.left = left;
  }

  static Window of(dev.retrofuse.rules.Window shape, long now, LongAdder left) {
    return shape.isTime()
        ? new TimeWindow(shape.nanos(), now, left)
        : new CountWindow(shape.calls(), left);
  }

  /** As {@link #add}; to be asked by calls. */
  final int count(long now, boolean failed, boolean slow) {
    int due = add(now, failed, slow);
    if (givenUp) {
      passOn(now);
    }
    return due;
  }

  /**
   * From here on all calls are in another window, or among those that left.
   *
   * @param to null for none; one of another kind takes nothing over
   */
  final void giveUp(Window to, long now) {
    heir = to;
    givenUp = true;
    passOn(now);
  }

  private void passOn(long now) {
    for (Window from = this; from != null && from.givenUp; from = from.heir) {
      from.handOver(from.heir, now);
    }
  }

  /** Moves the calls that are in the window to that one, or to those that left. */
  abstract void handOver(Window to, long now);

  /** The calls that have not left. */
  abstract long held();

  /**
   * Adds an outcome.
   *
   * @return {@link #NOTHING}, {@link #TURNED} or {@link #LOOK}
   */
  abstract int add(long now, boolean failed, boolean slow);

  /** How many calls are in the window. */
  abstract long calls(long now);

  /** How many of them failed. */
  abstract long failures(long now);

  /** How many of them were slow. */
  abstract long slow(long now);
}
