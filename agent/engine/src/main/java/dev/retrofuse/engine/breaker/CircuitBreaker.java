package dev.retrofuse.engine.breaker;

import dev.retrofuse.engine.clock.CoarseClock;
import dev.retrofuse.rules.Breaker;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Refuses calls to a side that fails or is slow, and tries now and then whether it has recovered.
 *
 * <p>A call takes a permit with {@link #acquire} and gives it back with {@link #record} or {@link
 * #release}. The permit names the generation (one state from its beginning to its end) that gave
 * it; the outcome of a call counts for that generation only, so that a late answer to a call of
 * yesterday neither opens nor closes anything. Thread-safe, lock-free; nothing is allocated as long
 * as the state stays.
 */
public final class CircuitBreaker {
  private static final AtomicReferenceFieldUpdater<CircuitBreaker, State> STATE =
      AtomicReferenceFieldUpdater.newUpdater(CircuitBreaker.class, State.class, "state");

  private final LongSupplier clock;
  private final CoarseClock coarse;
  private final TransitionListener listener;
  private final DoubleSupplier random;
  private final int firstGeneration;
  private volatile State state;

  /** Until then the other side asked to be left alone. */
  private volatile long sparedUntil;

  /** Calls that have ended and are in no window, or no longer. */
  final LongAdder left = new LongAdder();

  /**
   * A closed breaker.
   *
   * @param clock monotonic nanoseconds
   */
  public CircuitBreaker(Breaker settings, LongSupplier clock, TransitionListener listener) {
    this(settings, clock, listener, new ThreadRandom());
  }

  /**
   * One that reads a coarse clock while it is closed and that is exact enough.
   *
   * @param coarse of the same time; null for none
   */
  public CircuitBreaker(
      Breaker settings, LongSupplier clock, CoarseClock coarse, TransitionListener listener) {
    this(settings, clock, coarse, listener, new ThreadRandom(), 1);
  }

  /**
   * The same, with chance of one's own.
   *
   * @param random numbers in [0, 1), asked for by several threads
   */
  public CircuitBreaker(
      Breaker settings,
      LongSupplier clock,
      CoarseClock coarse,
      TransitionListener listener,
      DoubleSupplier random) {
    this(settings, clock, coarse, listener, random, 1);
  }

  /**
   * One without a coarse clock, with chance of one's own.
   *
   * @param random numbers in [0, 1), asked for by several threads
   */
  public CircuitBreaker(
      Breaker settings, LongSupplier clock, TransitionListener listener, DoubleSupplier random) {
    this(settings, clock, null, listener, random, 1);
  }

  /**
   * One whose generations begin with that, so that no other's permit is taken for one of its own.
   */
  CircuitBreaker(
      Breaker settings,
      LongSupplier clock,
      CoarseClock coarse,
      TransitionListener listener,
      DoubleSupplier random,
      int generation) {
    this.clock = clock;
    this.coarse = coarse;
    this.listener = listener;
    this.random = random;
    firstGeneration = generation;
    long now = clock.getAsLong();
    sparedUntil = now;
    Evidence evidence = new Evidence(settings, now, left);
    state = new ClosedState(this, new Settings(settings), generation, now, evidence, null);
  }

  /** A permit (zero or more), or {@link Permit#REJECTED}, for a call of the highest priority. */
  public long acquire() {
    return acquireNow(1);
  }

  /**
   * The same where the time is known already.
   *
   * @param now of the breaker's clock
   */
  public long acquire(long now) {
    return acquire(now, 1);
  }

  /**
   * The same for a call of any priority.
   *
   * @param share in (0, 1]: a breaker that refuses a part of the calls refuses those of half the
   *     share twice as often
   */
  public long acquire(long now, double share) {
    return state.acquire(now, share);
  }

  /** As {@link #acquire(long, double)}, where the time is not known yet. */
  public long acquireNow(double share) {
    State current = state;
    return current.acquire(current.clockAtStart ? current.clock.getAsLong() : 0, share);
  }

  /**
   * Ends a call with an outcome that speaks of the remote side.
   *
   * @return whether the call was slow
   */
  public boolean record(long permit, boolean failed) {
    State current = state;
    return record(current, permit, failed, current.clockAtEnd ? current.clock.getAsLong() : 0);
  }

  /** The same where the time is known already. */
  public boolean record(long permit, boolean failed, long now) {
    return record(state, permit, failed, now);
  }

  private boolean record(State current, long permit, boolean failed, long now) {
    boolean slow = Permit.elapsed(permit, now) >= current.slowNanos;
    if (Permit.generation(permit) == current.generation) {
      current.record(permit, now, failed, slow);
    } else {
      left.increment();
    }
    return slow;
  }

  /** Ends a call whose outcome says nothing; a trial call's lease can be used again. */
  public void release(long permit) {
    State current = state;
    if (Permit.generation(permit) == current.generation) {
      current.release(permit);
    } else {
      left.increment();
    }
  }

  /**
   * Goes on under other settings. State, back-off and calls under way are kept, counts too unless
   * the window is one of calls and was one of time, or the other way around; an open wait is cut to
   * the new longest one.
   */
  public void configure(Breaker settings) {
    Settings next = new Settings(settings);
    State current;
    State changed;
    do {
      current = state;
      changed = current.with(next);
    } while (!STATE.compareAndSet(this, current, changed));
    current.replacedBy(changed);
  }

  /**
   * The other side asks to be left alone: an open breaker waits at least so long. A wait of more
   * than ten times the longest open wait is cut to that.
   *
   * @param nanos from now on
   */
  public void spare(long nanos) {
    Settings settings = state.settings;
    double jitter = 1 + settings.breaker.jitter() * random();
    long until = now() + (long) (Math.min(nanos, settings.mostSparedNanos()) * jitter);
    if (until - sparedUntil > 0) {
      sparedUntil = until;
    }
  }

  long sparedUntil() {
    return sparedUntil;
  }

  /**
   * For how long a retry is not to be made: because it would be refused, because it would take a
   * place that trial calls or first tries need, or because refusing retries is all that this
   * breaker does.
   *
   * @return nanoseconds, 0 or more
   */
  public long retriesBarredNanos() {
    State current = state;
    if (current.name() == CircuitState.CLOSED) {
      return 0;
    }
    boolean mayTryAfterWait =
        current.name() == CircuitState.OPEN && current.settings.breaker.maxRefused() >= 1;
    return mayTryAfterWait ? current.remainingNanos(now()) : Long.MAX_VALUE;
  }

  /** Opens, if it is closed, for a reason that lies outside. */
  void open(String why) {
    State current = state;
    if (current instanceof ClosedState) {
      ((ClosedState) current).open(why);
    }
  }

  /** Is from now on what an operator says, until his time is over or he says something else. */
  public void force(Force force) {
    boolean changed = false;
    while (!changed) {
      State current = state;
      long now = now();
      changed = transition(current, force.after(current, now), force.why(), now);
    }
  }

  /** Is closed from now on and knows nothing of what was, back-off included. */
  public void reset(String why) {
    boolean changed = false;
    while (!changed) {
      State current = state;
      long now = now();
      sparedUntil = now;
      changed = transition(current, ClosedState.afresh(current, now), why, now);
    }
  }

  /** The operator's word that the state is due to, or null. */
  public Force forced() {
    return state.force();
  }

  /** How long that word holds yet; 0 without one. */
  public long forcedNanos() {
    State current = state;
    Force force = current.force();
    return force == null ? 0 : Math.max(0, force.nanos() - (now() - current.since));
  }

  /** Whether calls are let through and judged. */
  boolean isClosed() {
    return state instanceof ClosedState;
  }

  /** Whether it is closed and knows nothing bad. */
  boolean isWell() {
    State current = state;
    long now = now();
    return current instanceof ClosedState && current.failures(now) + current.slow(now) == 0;
  }

  /** From which on a call counts as slow; {@link Long#MAX_VALUE} when none does. */
  public long slowNanos() {
    return state.slowNanos;
  }

  /**
   * The permit of a call that began before there was this breaker, as if it had given it; as it is
   * once the breaker has changed its state, for then the call says nothing of the present one.
   */
  long adopt(long permit) {
    return state.generation == firstGeneration ? permit | firstGeneration : permit;
  }

  /**
   * The one place where the state changes; only the first of several threads changes it.
   *
   * @return whether it was this one
   */
  boolean transition(State from, State to, String why, long now) {
    if (!STATE.compareAndSet(this, from, to)) {
      return false;
    }
    Transition transition = new Transition(from, to, why, now);
    from.replacedBy(to);
    listener.changed(transition);
    return true;
  }

  long now() {
    return clock.getAsLong();
  }

  /**
   * What the calls of a closed breaker read.
   *
   * @param shortest the duration that has to be told from a longer one
   */
  LongSupplier clockFor(long shortest) {
    return coarse != null && shortest >= CoarseClock.SHORTEST_NANOS ? coarse : clock;
  }

  LongSupplier clock() {
    return clock;
  }

  /** Once in {@link CoarseClock#CALLS_PER_LOOK} calls of a closed breaker. */
  void look() {
    if (coarse != null) {
      coarse.look();
    }
  }

  DoubleSupplier chance() {
    return random;
  }

  double random() {
    return random.getAsDouble();
  }

  private static final class ThreadRandom implements DoubleSupplier {
    @Override
    public double getAsDouble() {
      return ThreadLocalRandom.current().nextDouble();
    }
  }

  /** How many calls have ended, whatever became of them. */
  public long ended() {
    return state.held() + left.sum();
  }

  /** Failures in the window, or among the trial calls. */
  public long failures() {
    return state.failures(now());
  }

  /** Slow calls in the window, or among the trial calls. */
  public long slow() {
    return state.slow(now());
  }

  /** Changes to the state that is due, for which no call has come. */
  public void settle() {
    state.settle();
  }

  public CircuitState state() {
    settle();
    return state.name();
  }

  /** Another one after each change of state: 1 to 65,535, then 1 again. */
  public int generation() {
    return state.generation;
  }

  /** Why calls are refused at present, or null when none is. */
  public String refusal() {
    return state.refusal();
  }

  /** For how long the present state has lasted, in nanoseconds. */
  public long lastedNanos() {
    return now() - state.since;
  }

  /** Until trial calls are let through, in nanoseconds; 0 unless open. */
  public long remainingNanos() {
    return state.remainingNanos(now());
  }
}
