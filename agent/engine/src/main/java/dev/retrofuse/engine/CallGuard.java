package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.engine.rejection.Rejections;
import dev.retrofuse.engine.retry.Retries;
import dev.retrofuse.engine.timeout.TimeLimit;
import dev.retrofuse.engine.timeout.Watchdog;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseWatch;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The chain of a rule's policies for one key. Refuses nothing in observe mode, but counts what it
 * would have refused.
 */
final class CallGuard extends RetrofuseGuard {
  /** The permit of a call that a drill made fail. */
  private static final long STRUCK = Long.MIN_VALUE;

  private final KeyState state;
  private final SubBreaker sub;
  private final Admission admission;
  private final Counts counts;
  private final Rule rule;
  private final boolean enforces;
  private final double enforcedShare;
  private final int kind;
  private final Classifier classifier;
  private final Rejections rejections;
  private final RejectionText text;
  private final Shares shares;
  private final Drill drill;
  private final Retries retries;
  private final TimeLimit timeLimit;
  private final boolean enforcesTimeOut;

  /**
   * @param sub the place of the calls' key where the breaker tells them apart, else null
   * @param drill null without one
   * @param watchdog of calls with a time-out
   */
  CallGuard(
      KeyState state,
      SubBreaker sub,
      Rule rule,
      Classifier classifier,
      Rejections rejections,
      Drill drill,
      Watchdog watchdog) {
    this.drill = drill;
    shares = new Shares(rule.priority());
    this.state = state;
    this.sub = sub;
    admission = new Admission(state, sub, rule.observed().contains(Policy.BREAKER));
    counts = state.counts();
    this.rule = rule;
    this.classifier = classifier;
    this.rejections = rejections;
    enforces = rule.mode() == Mode.ENFORCE;
    enforcedShare = rule.enforced();
    kind = mark(rule.match().kind());
    text = new RejectionText(state, sub);
    retries = state.retries();
    enforcesTimeOut = enforces && !rule.observed().contains(Policy.TIME_OUT);
    timeLimit = rule.limits().timeOut() == null ? null : timeLimit(watchdog);
  }

  private TimeLimit timeLimit(Watchdog watchdog) {
    return new TimeLimit(
        rule.limits().timeOut(),
        rule.match().kind(),
        state.gates().deadline().times(),
        state.ticker(),
        watchdog,
        !rule.observed().contains(Policy.DEADLINE),
        "Retrofuse rule '" + state.rule() + "' cut a call to " + state.key() + ": ");
  }

  private static int mark(Kind kind) {
    switch (kind) {
      case JDBC:
        return RetrofuseThread.JDBC;
      case HTTP:
        return RetrofuseThread.HTTP;
      case MESSAGING:
        return RetrofuseThread.MESSAGING;
    }
    throw new AssertionError(kind);
  }

  @Override
  public long enter() {
    // First, for it is the deepest call: a stack overflow here has taken no place yet.
    RetrofuseThread thread = RetrofuseThread.current();
    boolean enforced = isEnforced();
    long permit = admission.enter(enforced, shares.now());
    if (permit < 0) {
      return permit;
    }
    if (drill != null && enforced && drill.strike()) {
      ended(permit, 1, Outcome.FAILURE);
      return STRUCK;
    }
    thread.enter(kind);
    return permit;
  }

  boolean isFor(SubBreaker place) {
    return sub == place;
  }

  private boolean isEnforced() {
    return enforces
        && (enforcedShare >= 1 || ThreadLocalRandom.current().nextDouble() < enforcedShare);
  }

  @Override
  public long limit(int part) {
    return timeLimit == null || !enforcesTimeOut || !isEnforced() ? 0 : timeLimit.of(part);
  }

  @Override
  public RetrofuseWatch watch(long permit, Object cut, RetrofuseExchange exchange) {
    return timeLimit == null || permit < 0
        ? null
        : timeLimit.watch(cut, exchange, enforcesTimeOut && isEnforced());
  }

  @Override
  public void leave(long permit) {
    if (permit >= 0) {
      RetrofuseThread.current().leave(kind);
    }
  }

  @Override
  public void end(long permit, int status, Throwable thrown) {
    if (permit >= 0) {
      conclude(permit, 1, status, thrown);
    }
  }

  private Outcome conclude(long permit, int tries, int status, Throwable thrown) {
    return ended(permit, tries, classifier.classify(status, thrown));
  }

  private Outcome ended(long permit, int tries, Outcome outcome) {
    if (outcome.isBad()) {
      counts.addFailure();
    }
    admission.end(permit, outcome);
    if (retries != null && outcome.isJudged() && !outcome.isBad()) {
      retries.answered(tries);
    }
    return outcome;
  }

  @Override
  public boolean retries(int status) {
    return retries != null && retries.mayFollow(status);
  }

  @Override
  public long again(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    leave(permit);
    long wait = endOrWait(permit, tries, nature, status, retryAfter, thrown);
    boolean goesOn = wait >= 0 && state.ticker().sleep(wait) && isOn();
    return goesOn ? enter() : REJECTED;
  }

  @Override
  public long endOrWait(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    Outcome outcome = conclude(permit, tries, status, thrown);
    boolean mayRetry = nature != ONCE && outcome.isBad() && retries(thrown == null ? status : 0);
    return mayRetry && !Thread.currentThread().isInterrupted()
        ? nextTry(tries, nature, retryAfter)
        : Retries.NONE;
  }

  private long nextTry(int tries, int nature, String retryAfter) {
    boolean acts = isEnforced() && !rule.observed().contains(Policy.RETRY);
    long now = state.ticker().nanos();
    if (state.gates().sheds(now)) {
      return Retries.NONE;
    }
    long refused = state.observesBreaker() ? 0 : state.remainingNanos();
    double chance = ThreadLocalRandom.current().nextDouble();
    return retries.next(tries, nature, retryAfter, refused, chance, acts, now);
  }

  @Override
  public boolean isOn() {
    return (kind == RetrofuseThread.HTTP ? RetrofuseHttp.hook : RetrofuseJdbc.hook) != null;
  }

  @Override
  public Throwable rejection(long permit) {
    return rejections.create(
        permit == STRUCK ? text.ofDrill() : text.of(admission.refusedBy(permit)));
  }

  KeyState state() {
    return state;
  }

  GuardStatus status() {
    return new GuardStatus(state, rule.match().kind());
  }
}
