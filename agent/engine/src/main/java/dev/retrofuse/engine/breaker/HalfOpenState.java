package dev.retrofuse.engine.breaker;

/** Lets a few trial calls through; their outcomes decide whether the breaker opens or closes. */
final class HalfOpenState extends State {
  private final OpenState open;
  private final Trials trials;

  HalfOpenState(OpenState open, long since) {
    this(open, open.settings, Permit.nextGeneration(open.generation), since, new Trials(since));
  }

  private HalfOpenState(
      OpenState open, Settings settings, int generation, long since, Trials trials) {
    super(open.breaker, settings, generation, since);
    this.open = open;
    this.trials = trials;
  }

  @Override
  CircuitState name() {
    return CircuitState.HALF_OPEN;
  }

  @Override
  long acquire(long now, double share) {
    if (trials.lease(settings.trialCalls(), now)) {
      return Permit.of(now, generation);
    }
    if (concludes(now)) {
      return breaker.acquire(now, share);
    }
    if (isWithin(settings.leaseNanos(), trials.lastLease, now)) {
      return settings.mayRefuse(breaker) ? Permit.REJECTED : Permit.unjudged(now);
    }
    expire(now);
    return breaker.acquire(now, share);
  }

  /** An edit may have made fewer trial calls enough after they had ended. */
  private boolean concludes(long now) {
    long counts = trials.get();
    boolean enough = Trials.ended(counts) >= settings.trialCalls();
    if (enough) {
      conclude(counts, now);
    }
    return enough;
  }

  /** No lease is left, and the last one is so old that those still out count as failed. */
  private void expire(long now) {
    long counts = trials.get();
    int lost = Trials.leased(counts) - Trials.ended(counts);
    String why = lost + " trial calls did not end within " + Texts.duration(settings.leaseNanos());
    if (exceeded(Trials.leased(counts), Trials.failed(counts) + lost, Trials.slow(counts))
        != null) {
      reopen(why, now);
    } else {
      close(why, now);
    }
  }

  @Override
  void record(long permit, long now, boolean failed, boolean slow) {
    breaker.left.increment();
    conclude(trials.end(failed, slow), breaker.now());
  }

  /** Opens or closes if these counts say so. */
  private void conclude(long counts, long now) {
    int ended = Trials.ended(counts);
    String why = exceeded(ended, Trials.failed(counts), Trials.slow(counts));
    if (why != null) {
      reopen(why, now);
    } else if (ended >= settings.trialCalls()) {
      close(ended + " trial calls ended well enough", now);
    }
  }

  /** More calls than are asked for may have been let out before an edit. */
  private String exceeded(int calls, int failed, int slow) {
    int of = Math.max(settings.trialCalls(), calls);
    return settings.thresholds.exceededByTrials(of, failed, slow);
  }

  private void reopen(String why, long now) {
    State opened = new OpenState(this, now, open.reopened + 1, open.demand, why);
    breaker.transition(this, opened, why, now);
  }

  private void close(String why, long now) {
    boolean gradually = settings.recoversGradually() && RecoveringState.isWorthIt(open);
    int next = Permit.nextGeneration(generation);
    Evidence evidence = new Evidence(settings.breaker, now, breaker.left);
    State after =
        gradually
            ? new RecoveringState(this, open, evidence, now)
            : new ClosedState(breaker, settings, next, now, evidence, open);
    breaker.transition(this, after, why, now);
  }

  @Override
  void release(long permit) {
    breaker.left.increment();
    trials.giveBack();
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
    return new HalfOpenState(open, other, generation, since, trials);
  }

  @Override
  String refusal() {
    return settings.trialCalls() + " trial calls are under way";
  }

  @Override
  long calls(long now) {
    return Trials.ended(trials.get());
  }

  @Override
  long failures(long now) {
    return Trials.failed(trials.get());
  }

  @Override
  long slow(long now) {
    return Trials.slow(trials.get());
  }
}
