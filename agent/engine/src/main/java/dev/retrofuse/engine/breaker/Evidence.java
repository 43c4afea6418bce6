package dev.retrofuse.engine.breaker;

import dev.retrofuse.rules.Breaker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** All that a closed breaker knows: its window, and what its settings want beside it. */
final class Evidence {
  /** A window that holds too few calls reaches back as far as so many of its lengths. */
  static final int MOST_STRETCH = 60;

  static final long SHORTEST_SPAN = 10_000_000_000L;

  final Window window;
  private final Breaker settings;
  private final AtomicInteger failuresInARow;
  private final InFlight inFlight;
  private volatile CountWindow stretched;
  private long stretchedAt;

  Evidence(Breaker settings, long now, LongAdder left) {
    this(
        settings,
        Window.of(settings.window(), now, left),
        new AtomicInteger(),
        inFlight(settings, now),
        stretch(settings));
  }

  private Evidence(
      Breaker settings,
      Window window,
      AtomicInteger failuresInARow,
      InFlight inFlight,
      CountWindow stretched) {
    this.settings = settings;
    this.window = window;
    this.failuresInARow = failuresInARow;
    this.inFlight = inFlight;
    this.stretched = stretched;
  }

  /** Null where calls count only when they end. */
  static InFlight inFlight(Breaker settings, long now) {
    boolean wanted = settings.countsInFlight() && settings.slowCallNanos() > 0;
    return wanted ? new InFlight(settings.slowCallNanos(), now) : null;
  }

  private static CountWindow stretch(Breaker settings) {
    boolean wanted = settings.confidence() > 0 && settings.window().isTime();
    return wanted ? new CountWindow(settings.minimumCalls(), new LongAdder()) : null;
  }

  /** Whether an edit keeps the window's counts. */
  static boolean sameWindow(Breaker before, Breaker other) {
    return other.window().equals(before.window());
  }

  /** The same under other settings; what these measure in another way begins anew. */
  Evidence with(Breaker other, long now, LongAdder left) {
    boolean sameWindow = sameWindow(settings, other);
    boolean sameSlow =
        other.slowCallNanos() == settings.slowCallNanos()
            && other.countsInFlight() == settings.countsInFlight();
    boolean sameStretch =
        sameWindow
            && other.minimumCalls() == settings.minimumCalls()
            && other.confidence() > 0 == settings.confidence() > 0;
    return new Evidence(
        other,
        sameWindow ? window : Window.of(other.window(), now, left),
        failuresInARow,
        sameSlow ? inFlight : inFlight(other, now),
        sameStretch ? stretched : stretch(other));
  }

  /** Null where calls count only when they end. */
  InFlight inFlight() {
    return inFlight;
  }

  /** The permit, which remembers whether the call counts among those under way. */
  long follow(long permit, long now) {
    return inFlight != null && inFlight.begin(now) ? permit | Permit.FOLLOWED : permit;
  }

  /** The end of a call that {@link #follow} has seen. */
  void unfollow(long permit, long now) {
    if ((permit & Permit.FOLLOWED) != 0 && inFlight != null) {
      inFlight.end(now - Permit.elapsed(permit, now));
    }
  }

  /**
   * How many calls end in a second; too few where the window is not full yet.
   *
   * @param counted for how long it has counted, in nanoseconds
   */
  double callsPerSecond(long now, long counted) {
    long span = settings.window().isTime() ? settings.window().nanos() : counted;
    return window.calls(now) * 1e9 / Math.max(SHORTEST_SPAN, span);
  }

  /** As {@link Window#count}. */
  boolean count(long now, boolean failed, boolean slow) {
    if (stretches()) {
      countStretched(now, failed, slow);
    }
    return window.count(now, failed, slow);
  }

  /** Whether the window stretches, so that {@link #countStretched} has to be told of each call. */
  boolean stretches() {
    return stretched != null;
  }

  void countStretched(long now, boolean failed, boolean slow) {
    if (now - stretchedAt > MOST_STRETCH * settings.window().nanos()) {
      stretched = stretch(settings);
    }
    stretchedAt = now;
    stretched.add(now, failed, slow);
  }

  /** How many failures there are in a row, this outcome included. */
  int inARow(boolean failed) {
    if (failed) {
      return failuresInARow.incrementAndGet();
    }
    if (failuresInARow.get() != 0) {
      failuresInARow.set(0);
    }
    return 0;
  }

  /** Where the rates are to be read: the window, or when it holds too few calls the last of all. */
  Window read(long now) {
    CountWindow last = stretched;
    boolean few = last != null && window.calls(now) < settings.minimumCalls();
    return few ? last : window;
  }
}
