package dev.retrofuse.engine.breaker;

import java.util.concurrent.ThreadLocalRandom;

/** Every call goes through; its outcome goes into the window. */
final class ClosedState extends State {
  /*
   * When is the verdict worth its price? Only a bad outcome raises a rate, so good ones look at nothing but
   * two fields. Bad ones look at the counts, but not each: after a look it is known how many more bad
   * outcomes the threshold is away at least, and so many are skipped. That is exact as long as nothing
   * leaves the window; what has left it is seen once per bucket, by the call that begins the bucket. And
   * while there are too few calls for a verdict but bad ones among them, every outcome looks, because then a
   * good one can be the call that makes them enough. So does the first of all, for the settings may be new.
   *
   * Both fields are plain: a lost write brings a look forward or puts it off to the next bad outcome, or
   * to the next bucket at the latest.
   */
  private final Window window;
  private final OpenState before;
  private final boolean clockAtStart;
  private boolean tooFewToTell = true;
  private int skip;

  /**
   * @param before the open state that this one is the recovery from, or null
   */
  ClosedState(
      CircuitBreaker breaker,
      Settings settings,
      int generation,
      long since,
      Window window,
      OpenState before) {
    super(breaker, settings, generation, since);
    this.window = window;
    this.before = before;
    clockAtStart = settings.thresholds.knowsSlowCalls();
  }

  @Override
  CircuitState name() {
    return CircuitState.CLOSED;
  }

  @Override
  long acquire() {
    return Permit.of(clockAtStart ? breaker.now() : 0, generation);
  }

  @Override
  void record(long now, boolean failed, boolean slow) {
    boolean turned = window.count(now, failed, slow);
    if (turned || tooFewToTell || ((failed || slow) && --skip < 0)) {
      judge(now);
    }
  }

  private void judge(long now) {
    long failures = window.failures(now);
    long slow = window.slow(now);
    long calls = window.calls(now);
    String why = settings.thresholds.exceeded(calls, failures, slow);
    if (why != null) {
      open(why);
      return;
    }
    tooFewToTell = failures + slow > 0 && !settings.thresholds.enough(calls);
    skip = settings.thresholds.harmless(calls, failures, slow);
  }

  private void open(String why) {
    long now = breaker.now();
    int reopened = recovered(now) ? 0 : before.reopened + 1;
    long wait = settings.openWait.nanos(reopened, ThreadLocalRandom.current().nextDouble());
    breaker.transition(this, new OpenState(this, now, wait, reopened, why), why, now);
  }

  /** A breaker that stayed closed longer than it had been open starts with the first wait again. */
  private boolean recovered(long now) {
    return before == null || now - since > before.wait;
  }

  @Override
  void release() {
    breaker.left.increment();
  }

  @Override
  long held() {
    return window.held();
  }

  @Override
  void replacedBy(State next) {
    if (!(next instanceof ClosedState) || ((ClosedState) next).window != window) {
      window.giveUp();
    }
  }

  @Override
  State with(Settings other) {
    Window kept =
        other.breaker.window().equals(settings.breaker.window())
            ? window
            : Window.of(other.breaker.window(), breaker.now(), breaker.left);
    return new ClosedState(breaker, other, generation, since, kept, before);
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
