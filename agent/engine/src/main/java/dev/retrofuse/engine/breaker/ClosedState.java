package dev.retrofuse.engine.breaker;

/** Every call goes through; its outcome goes into the window. */
final class ClosedState extends State {
  /*
   * When is the verdict worth its price? Only a bad outcome raises a rate, so good ones look at nothing but
   * two fields. Bad ones look at the counts, but not each: after a look it is known how many more bad
   * outcomes the threshold is away at least, and so many are skipped. That is exact as long as nothing
   * leaves the window; what has left it is seen once per bucket, by the call that begins the bucket, unless
   * nothing bad is in the window. And
   * while there are too few calls for a verdict but bad ones among them, every outcome looks, because then a
   * good one can be the call that makes them enough. So does the first of all, for the settings may be new.
   *
   * Both fields are plain: a lost write brings a look forward or puts it off to the next bad outcome, or
   * to the next bucket at the latest.
   */
  private final Evidence evidence;
  private final Window window;
  private final boolean stretches;
  private final InFlight inFlight;
  private final OpenState before;
  private final int mostInARow;
  private boolean tooFewToTell = true;
  private int skip;
  private long lastBad;
  private final long span;

  /**
   * @param before the open state that this one is the recovery from, or null
   */
  ClosedState(
      CircuitBreaker breaker,
      Settings settings,
      int generation,
      long since,
      Evidence evidence,
      OpenState before) {
    super(breaker, settings, generation, since);
    this.evidence = evidence;
    window = evidence.window;
    stretches = evidence.stretches();
    inFlight = evidence.inFlight();
    this.before = before;
    mostInARow = settings.mostInARow();
    span = 2 * settings.breaker.window().nanos();
    lastBad = since - span - 1;
  }

  /** One that follows another state and knows nothing of what was. */
  static ClosedState afresh(State from, long now) {
    Evidence none = new Evidence(from.settings.breaker, now, from.breaker.left);
    int next = Permit.nextGeneration(from.generation);
    return new ClosedState(from.breaker, from.settings, next, now, none, null);
  }

  @Override
  CircuitState name() {
    return CircuitState.CLOSED;
  }

  @Override
  long acquire(long now, double share) {
    long permit = Permit.of(now, generation);
    return inFlight == null || inFlight.passesOver(now) ? permit : follow(permit, now, share);
  }

  private long follow(long permit, long now, double share) {
    return inFlight.isToBeJudged(now) && judgeInFlight(now)
        ? breaker.acquire(now, share)
        : evidence.follow(permit, now);
  }

  @Override
  void record(long permit, long now, boolean failed, boolean slow) {
    if ((permit & Permit.FOLLOWED) != 0) {
      evidence.unfollow(permit, now);
    }
    if (stretches) {
      evidence.countStretched(now, failed, slow);
    }
    int due = window.count(now, failed, slow);
    if (due == Window.LOOK) {
      breaker.look();
    }
    if (mostInARow > 0 && evidence.inARow(failed) >= mostInARow) {
      open(mostInARow + " failures in a row");
      return;
    }
    boolean bad = failed || slow;
    if (bad) {
      lastBad = now;
    }
    if (tooFewToTell || (bad ? --skip < 0 : due != Window.NOTHING && now - lastBad <= span)) {
      judge(now);
    }
  }

  /** Opens the breaker if the calls under way say so. */
  private boolean judgeInFlight(long now) {
    long overdue = inFlight.overdue(now);
    if (overdue == 0) {
      return false;
    }
    String why = settings.thresholds.hangs(inFlight, now);
    if (why == null) {
      Window read = evidence.read(now);
      long calls = read.calls(now) + overdue;
      why = settings.thresholds.exceeded(calls, read.failures(now), read.slow(now) + overdue);
    }
    if (why != null) {
      open(why + ", " + overdue + " of them still under way");
    }
    return why != null;
  }

  private void judge(long now) {
    Window read = evidence.read(now);
    long failures = read.failures(now);
    long slow = read.slow(now);
    long calls = read.calls(now);
    String why = settings.thresholds.exceeded(calls, failures, slow);
    if (why != null) {
      open(why);
      return;
    }
    tooFewToTell = failures + slow > 0 && !settings.thresholds.enough(calls);
    skip = settings.thresholds.harmless(calls, failures, slow);
  }

  void open(String why) {
    long now = breaker.now();
    State opened = new OpenState(this, now, reopened(now) + 1, demand(now), why);
    breaker.transition(this, opened, why, now);
  }

  @Override
  int reopened(long now) {
    return recovered(now) ? -1 : before.reopened;
  }

  @Override
  double demand(long now) {
    double measured = evidence.callsPerSecond(now, now - since);
    return recovered(now) ? measured : Math.max(measured, before.demand);
  }

  /** A breaker that stayed closed longer than it had been open starts with the first wait again. */
  private boolean recovered(long now) {
    return before == null || now - since > before.wait;
  }

  @Override
  void release(long permit) {
    evidence.unfollow(permit, inFlight == null ? 0 : breaker.now());
    breaker.left.increment();
  }

  @Override
  Evidence evidence() {
    return evidence;
  }

  @Override
  State with(Settings other) {
    Evidence kept = evidence.with(other.breaker, breaker);
    ClosedState after = new ClosedState(breaker, other, generation, since, kept, before);
    after.lastBad = lastBad;
    return after;
  }

  @Override
  String refusal() {
    return null;
  }

  @Override
  long calls(long now) {
    return window.calls(now);
  }

  @Override
  long failures(long now) {
    return window.failures(now);
  }

  @Override
  long slow(long now) {
    return window.slow(now);
  }
}
