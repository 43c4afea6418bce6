package dev.retrofuse.engine.breaker;

import dev.retrofuse.rules.Breaker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

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
    return follows(settings) ? new InFlight(settings.slowCallNanos(), now) : null;
  }

  /**
   * The same where calls may be under way that were followed under other settings.
   *
   * @param before null if they were not
   */
  static InFlight inFlight(Breaker settings, InFlight before, LongSupplier clock) {
    if (!follows(settings)) {
      return null;
    }
    return before != null && before.slowNanos() == settings.slowCallNanos()
        ? before
        : InFlight.after(before, settings.slowCallNanos(), clock);
  }

  private static boolean follows(Breaker settings) {
    return settings.countsInFlight() && settings.slowCallNanos() > 0;
  }

  private static CountWindow stretch(Breaker settings) {
    boolean wanted = settings.confidence() > 0 && settings.window().isTime();
    return wanted ? new CountWindow(settings.minimumCalls(), new LongAdder()) : null;
  }

  /** Whether an edit keeps what the window holds: time is not counted in calls. */
  static boolean keepsCounts(Breaker before, Breaker other) {
    return other.window().isTime() == before.window().isTime();
  }

  /** The same under other settings; it has all that these keep once it is told of its successor. */
  Evidence with(Breaker other, CircuitBreaker breaker) {
    boolean sameWindow = other.window().equals(settings.window());
    Window next = sameWindow ? window : Window.of(other.window(), breaker.now(), breaker.left);
    InFlight following = inFlight(other, inFlight, breaker.clock());
    Evidence after = new Evidence(other, next, failuresInARow, following, stretchedFor(other));
    after.stretchedAt = stretchedAt;
    return after;
  }

  private CountWindow stretchedFor(Breaker other) {
    CountWindow next = stretch(other);
    boolean same = next != null && other.minimumCalls() == settings.minimumCalls();
    return same && stretched != null ? stretched : next;
  }

  /**
   * Another one goes on with what it knows.
   *
   * @param heir of an edit, which takes all over; null where the calls of before do not count
   */
  void replacedBy(Evidence heir, long now) {
    Window next = heir == null ? null : heir.window;
    if (next != window) {
      window.giveUp(next, now);
    }
    CountWindow last = stretched;
    if (heir != null && last != null && heir.stretched != last) {
      last.giveUp(heir.stretched, now);
    }
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
    boolean isTime = settings.window().isTime();
    long calls = isTime ? window.calls(now) : window.held(); // a count window's own end at its size
    long span = isTime ? settings.window().nanos() : counted;
    return calls * 1e9 / Math.max(SHORTEST_SPAN, span);
  }

  /** As {@link Window#count}, where nothing else is done. */
  void count(long now, boolean failed, boolean slow) {
    if (stretches()) {
      countStretched(now, failed, slow);
    }
    window.count(now, failed, slow);
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
    stretched.count(now, failed, slow);
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
