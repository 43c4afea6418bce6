package dev.retrofuse.engine.breaker;

/** Open because an operator says so; trial calls follow, as they do after any open wait. */
final class ForcedOpenState extends OpenState {
  private final Force force;

  ForcedOpenState(State from, Force force, long now) {
    this(
        from.breaker,
        from.settings,
        Permit.nextGeneration(from.generation),
        now,
        from.reopened(now),
        from.demand(now),
        force);
  }

  private ForcedOpenState(
      CircuitBreaker breaker,
      Settings settings,
      int generation,
      long since,
      int reopened,
      double demand,
      Force force) {
    super(breaker, settings, generation, since, force.nanos(), reopened, demand, force.why());
    this.force = force;
  }

  @Override
  Force force() {
    return force;
  }

  @Override
  void settle() {
    long now = breaker.now();
    if (remainingNanos(now) <= 0) {
      tryAgain(now);
    }
  }

  @Override
  String over() {
    return force.over();
  }

  @Override
  State with(Settings other) {
    return new ForcedOpenState(breaker, other, generation, since, reopened, demand, force);
  }

  /** The operator's time, whatever the other side asks for. */
  @Override
  long remainingNanos(long now) {
    return isWithin(wait, since, now) ? wait - (now - since) : 0;
  }
}
