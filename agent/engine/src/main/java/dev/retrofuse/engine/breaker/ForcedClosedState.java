package dev.retrofuse.engine.breaker;

/** Closed because an operator says so: every call goes through, whatever becomes of it. */
final class ForcedClosedState extends State {
  private final Force force;

  ForcedClosedState(State from, Force force, long now) {
    this(from.breaker, from.settings, Permit.nextGeneration(from.generation), now, force);
  }

  private ForcedClosedState(
      CircuitBreaker breaker, Settings settings, int generation, long since, Force force) {
    super(breaker, settings, generation, since);
    this.force = force;
  }

  @Override
  CircuitState name() {
    return CircuitState.CLOSED;
  }

  @Override
  boolean goesByTheClock() {
    return true;
  }

  @Override
  Force force() {
    return force;
  }

  @Override
  long acquire(long now, double share) {
    if (isWithin(force.nanos(), since, now)) {
      return Permit.of(now, generation);
    }
    end(now);
    return breaker.acquire(now, share);
  }

  @Override
  void settle() {
    long now = breaker.now();
    if (!isWithin(force.nanos(), since, now)) {
      end(now);
    }
  }

  /** What came meanwhile is no evidence: nobody was to judge it. */
  private void end(long now) {
    breaker.transition(this, ClosedState.afresh(this, now), force.over(), now);
  }

  @Override
  void record(long permit, long now, boolean failed, boolean slow) {
    breaker.left.increment();
  }

  @Override
  void release(long permit) {
    breaker.left.increment();
  }

  @Override
  State with(Settings other) {
    return new ForcedClosedState(breaker, other, generation, since, force);
  }

  @Override
  String refusal() {
    return null;
  }
}
