package dev.retrofuse.engine.breaker;

import dev.retrofuse.engine.limit.Throttle;

/**
 * After trial calls that ended well: lets through little more than the other side proves to answer,
 * and closes when that is all. A side that has just come back, with cold caches and many callers,
 * would fall over under the load of before.
 */
final class RecoveringState extends State {
  private static final long SECOND = 1_000_000_000L;
  private static final long WINDOW = 5 * SECOND;

  /** As many calls as were asked for lately may be twice what was answered. */
  private static final double RATIO = 2;

  private static final double MOST = 0.9;

  /** Callers of fewer calls per second than these cannot crush anything. */
  private static final double FEW = 4;

  private static final int ENOUGH = 20;
  private static final double BAD = 0.9;

  private final OpenState open;
  private final Evidence evidence;
  private final Throttle throttle;

  RecoveringState(HalfOpenState before, OpenState open, Evidence evidence, long since) {
    this(
        before.breaker,
        before.settings,
        Permit.nextGeneration(before.generation),
        since,
        open,
        evidence,
        new Throttle(WINDOW, RATIO, MOST, 0, since));
    throttle.startAtCap((long) (open.demand * WINDOW / SECOND), since);
  }

  private RecoveringState(
      CircuitBreaker breaker,
      Settings settings,
      int generation,
      long since,
      OpenState open,
      Evidence evidence,
      Throttle throttle) {
    super(breaker, settings, generation, since);
    this.open = open;
    this.evidence = evidence;
    this.throttle = throttle;
  }

  static boolean isWorthIt(OpenState open) {
    return open.demand >= FEW;
  }

  @Override
  CircuitState name() {
    return CircuitState.RECOVERING;
  }

  @Override
  long acquire(long now, double share) {
    if (throttle.idle(now)) {
      close(now);
      return breaker.acquire(now, share);
    }
    InFlight inFlight = evidence.inFlight();
    if (inFlight != null && inFlight.isToBeJudged(now) && reopenIfHanging(inFlight, now)) {
      return breaker.acquire(now, share);
    }
    if (throttle.tryEnter(breaker.random(), 1 / share, now)) {
      return evidence.follow(Permit.of(now, generation), now);
    }
    return settings.mayRefuse(breaker) ? Permit.REJECTED : Permit.unjudged(now);
  }

  @Override
  void settle() {
    long now = breaker.now();
    if (throttle.idle(now)) {
      close(now);
    }
  }

  private void close(long now) {
    int next = Permit.nextGeneration(generation);
    State closed = new ClosedState(breaker, settings, next, now, evidence, open);
    breaker.transition(this, closed, "the other side answers all calls", now);
  }

  private boolean reopenIfHanging(InFlight inFlight, long now) {
    String why = settings.thresholds.hangs(inFlight, now);
    if (why != null) {
      reopen(why, now);
    }
    return why != null;
  }

  @Override
  void record(long permit, long now, boolean failed, boolean slow) {
    evidence.unfollow(permit, now);
    evidence.count(now, failed, slow);
    if (!failed && !slow) {
      throttle.accepted(now);
      return;
    }
    long calls = calls(now);
    long bad = Math.max(failures(now), slow(now));
    if (calls >= ENOUGH && bad >= BAD * calls) {
      reopen(Texts.share(bad, calls, "calls") + " bad while recovering", breaker.now());
    }
  }

  private void reopen(String why, long now) {
    State opened = new OpenState(this, now, open.reopened + 1, open.demand, why);
    breaker.transition(this, opened, why, now);
  }

  @Override
  void release(long permit) {
    long now = breaker.now();
    evidence.unfollow(permit, now);
    throttle.accepted(now);
    breaker.left.increment();
  }

  @Override
  Evidence evidence() {
    return evidence;
  }

  @Override
  int reopened(long now) {
    return open.reopened;
  }

  @Override
  double demand(long now) {
    return open.demand;
  }

  @Override
  State with(Settings other) {
    Evidence kept = evidence.with(other.breaker, breaker);
    return new RecoveringState(breaker, other, generation, since, open, kept, throttle);
  }

  @Override
  String refusal() {
    return "the other side has come back, and gets as many calls as it answers";
  }

  @Override
  long calls(long now) {
    return evidence.window.calls(now);
  }

  @Override
  long failures(long now) {
    return evidence.window.failures(now);
  }

  @Override
  long slow(long now) {
    return evidence.window.slow(now);
  }
}
