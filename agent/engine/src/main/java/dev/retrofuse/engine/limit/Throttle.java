package dev.retrofuse.engine.limit;

import dev.retrofuse.engine.window.Buckets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses calls with a probability that follows from how many a dependency has lately accepted, so
 * that it gets a little more than it can bear and never nothing.
 */
public final class Throttle {
  /*
   * Client-side throttling of "Site Reliability Engineering" (Beyer and others, 2016), chapter 21: with R
   * calls asked for and A accepted within the window, a call is refused with probability
   * max(0, (R - K * A) / (R + 1)). R counts calls when they begin, so that calls that hang raise it, and
   * those refused here too, so that asking more does not get more. The probability is capped, so that some calls always go
   * out to find that the dependency is back.
   *
   * A call that has begun a moment ago says nothing yet: a hundred threads that begin at once have had no answer, and
   * the formula would refuse most of them. A throttle that spares fresh calls does not count those under way in R until they are
   * a tenth of the window old, half a second at most; when one ends before, it counts at once.
   *
   * Counts are swapped whole when the window's length changes or the throttle starts anew. Who counts meanwhile
   * looks afterwards whether the counts are still in use, and counts again if not: none is lost, and
   * the few that meet a swap may count twice.
   */
  private final AtomicLong lastAbove;
  private volatile Settings settings;
  private volatile Counts counts;

  /** Null where they are not spared. */
  private volatile FreshCalls fresh;

  /**
   * @param windowNanos how long is looked back, at least 1 ms; 5 s is usual
   * @param k how many calls may be asked for per accepted one, at least 1; 2 is usual
   * @param most the highest probability, from 0 to 1; 0.9 is usual
   * @param minimumCalls no call is refused while fewer are in the window: calls under way are not
   *     accepted yet, and the first ones of all would be refused for it
   * @throws IllegalArgumentException for figures that are out of range
   */
  public Throttle(long windowNanos, double k, double most, int minimumCalls, long now) {
    settings = new Settings(windowNanos, k, most, minimumCalls);
    counts = new Counts(windowNanos, now);
    lastAbove = new AtomicLong(now);
  }

  /** As the constructor; spares calls that are under way for a moment only. */
  public static Throttle sparingFreshCalls(
      long windowNanos, double k, double most, int minimumCalls, long now) {
    Throttle throttle = new Throttle(windowNanos, k, most, minimumCalls, now);
    throttle.fresh = new FreshCalls(throttle.settings.freshNanos(), now);
    return throttle;
  }

  /** Takes other figures; what was counted stays, as far as it lies in the new window. */
  public void configure(long windowNanos, double k, double most, int minimumCalls, long now) {
    Settings before = settings;
    settings = new Settings(windowNanos, k, most, minimumCalls);
    if (before.window != windowNanos) {
      Counts other = new Counts(windowNanos, now);
      Counts old = counts;
      counts = other;
      fresh = fresh == null ? null : new FreshCalls(settings.freshNanos(), now);
      other.requests.addAll(old.requests, now);
      other.accepts.addAll(old.accepts, now);
    }
  }

  /**
   * Counts a call, and says whether it may go on.
   *
   * @param random in [0, 1)
   * @param weight 1 for calls of the highest priority; the probability of others is so many times
   *     higher, up to 1
   */
  public boolean tryEnter(double random, double weight, long now) {
    double p = probability(now);
    Counts current;
    do {
      current = counts;
      current.requests.add(1, now);
    } while (current != counts);
    boolean enters = random >= p * weight;
    FreshCalls spared = fresh;
    if (enters && spared != null) {
      spared.begin(now);
    }
    return enters;
  }

  /** A call ended, in whatever way; of a throttle that spares fresh ones. */
  public void ended(long elapsed, long now) {
    fresh.end(elapsed, now);
  }

  /** A call ended, and not because the dependency has too much to do. */
  public void accepted(long now) {
    Counts current;
    do {
      current = counts;
      current.accepts.add(1, now);
    } while (current != counts);
  }

  /** The probability with which a call of weight 1 is refused. */
  public double probability(long now) {
    Settings figures = settings;
    Counts current = counts;
    FreshCalls spared = fresh;
    long requests = current.requests.sum(now) - (spared == null ? 0 : spared.underWay(now));
    double p = figures.probability(requests, current.accepts.sum(now));
    if (p > 0) {
      lastAbove.lazySet(now);
    }
    return p;
  }

  /** Calls asked for within the window, the refused ones too. */
  long requests(long now) {
    return counts.requests.sum(now);
  }

  long accepts(long now) {
    return counts.accepts.sum(now);
  }

  /** Starts anew with the highest probability, as if so far the window's calls had all failed. */
  public void startAtCap(long now) {
    startAtCap(requests(now), now);
  }

  /**
   * As {@link #startAtCap(long)}.
   *
   * @param calls how many calls the window would have had: the more, the slower the probability
   *     falls
   */
  public void startAtCap(long calls, long now) {
    Settings figures = settings;
    Counts fresh = new Counts(figures.window, now);
    fresh.requests.spread((int) Math.min(Integer.MAX_VALUE, figures.forCap(calls)), now);
    counts = fresh;
    lastAbove.lazySet(now);
  }

  /** Whether the probability has been 0 for a whole window. */
  public boolean idle(long now) {
    long last = lastAbove.get();
    long since = now - last;
    if (since < 0) {
      // The clock has stepped back; a thread may also have been late, then it waits a window more.
      lastAbove.compareAndSet(last, now);
    }
    return probability(now) == 0 && since >= settings.window;
  }

  private static final class Counts {
    final Buckets requests;
    final Buckets accepts;

    Counts(long window, long now) {
      requests = new Buckets(window, now);
      accepts = new Buckets(window, now);
    }
  }

  private static final class Settings {
    private static final long SHORTEST_WINDOW = 1_000_000L;
    private static final long LONGEST_FRESH = 500_000_000L;

    final long window;
    final double k;
    final double most;
    final int minimumCalls;

    Settings(long window, double k, double most, int minimumCalls) {
      if (window < SHORTEST_WINDOW || !(k >= 1) || !(most >= 0 && most <= 1) || minimumCalls < 0) {
        throw new IllegalArgumentException(
            "window " + window + ", k " + k + ", most " + most + ", calls " + minimumCalls);
      }
      this.window = window;
      this.k = k;
      this.most = most;
      this.minimumCalls = minimumCalls;
    }

    long freshNanos() {
      return Math.min(LONGEST_FRESH, window / 10);
    }

    double probability(long requests, long accepts) {
      if (requests < minimumCalls) {
        return 0;
      }
      return Math.min(most, Math.max(0, (requests - k * accepts) / (requests + 1)));
    }

    /** How many requests give the highest probability while nothing is accepted. */
    long forCap(long calls) {
      double least = most < 1 ? most / (1 - most) : 0;
      return Math.max(Math.max(calls, minimumCalls), (long) Math.ceil(least - 1e-9));
    }
  }
}
