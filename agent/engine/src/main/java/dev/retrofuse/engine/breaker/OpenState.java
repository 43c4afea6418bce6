package dev.retrofuse.engine.breaker;

/** Every call is refused until the wait is over; the first one after it begins the trial. */
class OpenState extends State {
  final long wait;

  /** How often the breaker opened again without having recovered in between. */
  final int reopened;

  /** Calls per second before the breaker opened. */
  final double demand;

  private final String why;

  /**
   * @param demand calls per second that there were
   */
  OpenState(State from, long since, int reopened, double demand, String why) {
    this(
        from.breaker,
        from.settings,
        Permit.nextGeneration(from.generation),
        since,
        from.settings.openWait.nanos(reopened, from.breaker.random()),
        reopened,
        demand,
        why);
  }

  OpenState(
      CircuitBreaker breaker,
      Settings settings,
      int generation,
      long since,
      long wait,
      int reopened,
      double demand,
      String why) {
    super(breaker, settings, generation, since);
    this.wait = wait;
    this.reopened = reopened;
    this.demand = demand;
    this.why = why;
  }

  @Override
  CircuitState name() {
    return CircuitState.OPEN;
  }

  @Override
  long acquire(long now, double share) {
    if (remainingNanos(now) > 0) {
      return settings.mayRefuse(breaker) ? Permit.REJECTED : Permit.unjudged(now);
    }
    tryAgain(now);
    return breaker.acquire(now, share);
  }

  final void tryAgain(long now) {
    breaker.transition(this, new HalfOpenState(this, now), over(), now);
  }

  /** Why trial calls follow now. */
  String over() {
    long waited = Math.max(wait, breaker.sparedUntil() - since);
    return "open wait of " + Texts.duration(waited) + " is over";
  }

  @Override
  final int reopened(long now) {
    return reopened;
  }

  @Override
  final double demand(long now) {
    return demand;
  }

  @Override
  void record(long permit, long now, boolean failed, boolean slow) {
    throw new IllegalStateException("no call has a permit of an open breaker");
  }

  @Override
  void release(long permit) {
    throw new IllegalStateException("no call has a permit of an open breaker");
  }

  @Override
  State with(Settings other) {
    long cut = other.openWait.atMostLongest(wait);
    return new OpenState(breaker, other, generation, since, cut, reopened, demand, why);
  }

  @Override
  String refusal() {
    return why;
  }

  @Override
  long remainingNanos(long now) {
    long own = isWithin(wait, since, now) ? wait - (now - since) : 0;
    long spared = breaker.sparedUntil() - now;
    // More than was ever asked for means that the clock went back.
    return spared > 2 * settings.mostSparedNanos() ? own : Math.max(own, spared);
  }
}
