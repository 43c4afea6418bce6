package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.engine.drill.Blow;
import dev.retrofuse.engine.drill.Drill;
import dev.retrofuse.engine.gate.Gate;
import dev.retrofuse.engine.limit.WaitingLine;
import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.engine.rejection.Message;
import dev.retrofuse.engine.rejection.Rejections;
import dev.retrofuse.engine.retry.Retries;
import dev.retrofuse.engine.retry.RetryAfter;
import dev.retrofuse.engine.timeout.TimeLimit;
import dev.retrofuse.engine.timeout.Watchdog;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseConnecting;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseKeeper;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseWatch;

/**
 * The chain of a rule's policies for one key. Refuses nothing in observe mode, but counts what it
 * would have refused.
 */
final class CallGuard extends RetrofuseGuard {
  /** The permit of a message that would overtake others. */
  private static final long BEHIND = Long.MIN_VALUE + Blow.values().length;

  private final KeyState state;
  private final SubBreaker sub;
  private final Admission admission;
  private final Counts counts;
  private final Rule rule;
  private final Enforcement enforcement;
  private final int kind;
  private final Classifier classifier;
  private final Rejections rejections;
  private final Rejections aborts;
  private final RejectionText text;
  private final Shares shares;
  private final Drill drill;
  private final RetryChoice retry;
  private final TimeLimit timeLimit;
  private final boolean enforcesTimeOut;
  private final FallbackChoice fallback;

  /**
   * @param sub the place of the calls' key where the breaker tells them apart, else null
   * @param line see {@link CallPart#of}
   * @param drill null without one
   * @param watchdog of calls with a time-out
   * @param outbox of messages that are kept; null for a rule that keeps none
   */
  CallGuard(
      KeyState state,
      SubBreaker sub,
      Rule rule,
      Classifier classifier,
      CallPart part,
      WaitingLine line,
      Drill drill,
      Watchdog watchdog,
      Outbox outbox) {
    this.drill = drill;
    shares = new Shares(rule.priority());
    this.state = state;
    this.sub = sub;
    Gate[] gates = part.of(state.gates(), rule, line);
    admission = new Admission(state, sub, gates, rule.observed().contains(Policy.BREAKER));
    counts = state.counts();
    this.rule = rule;
    this.classifier = classifier;
    rejections = part.rejections(rule.match().kind());
    aborts = Rejections.aborts(rule.match().kind());
    enforcement = new Enforcement(rule, state.ticker());
    kind = mark(rule.match().kind());
    text = new RejectionText(state, sub);
    retry = new RetryChoice(state, admission, rule);
    enforcesTimeOut = enforcement.isOn() && !rule.observed().contains(Policy.TIME_OUT);
    timeLimit = rule.limits().timeOut() == null ? null : timeLimit(watchdog);
    fallback = new FallbackChoice(rule.fallback(), enforcement, classifier, counts, part, outbox);
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
  public Object tracing() {
    return rule.tracing();
  }

  @Override
  public long enter() {
    return enter(enforcement.holdsNow());
  }

  private long enter(boolean enforced) {
    // First, for it is the deepest call: a stack overflow here has taken no place yet.
    RetrofuseThread thread = RetrofuseThread.current();
    if (fallback.holdsMessages()) {
      return refused(BEHIND);
    }
    long permit = admission.enter(enforced, shares.now());
    if (permit < 0) {
      return refused(permit);
    }
    long struck = drill == null ? permit : enforced ? strike(permit) : supposed(permit);
    if (struck >= 0) {
      thread.enter(kind);
    }
    return struck;
  }

  /** The permit, or that of a call that a drill ends. */
  private long strike(long permit) {
    Blow blow = drill.strike(limit(permit, CALL));
    if (blow == Blow.NONE) {
      return permit;
    }
    if (blow == Blow.TIME_OUT) {
      timeLimit.cut();
    }
    ended(permit, 1, blow.outcome());
    return refused(blow.permit());
  }

  private long supposed(long permit) {
    if (!Admission.isStray(permit)) {
      drill.suppose(); // others would have come to it, too
    }
    return permit;
  }

  private long refused(long permit) {
    state.tellRefused(this, permit);
    return permit;
  }

  /** As {@link #enter}, for a message that was kept: it is the first, and marks no thread. */
  long enterAgain() {
    return admission.enter(enforcement.holdsNow(), shares.now());
  }

  /** Until its breaker lets trial calls through; 0 unless it is open. */
  long remainingNanos() {
    return sub == null ? state.remainingNanos() : sub.refusing().remainingNanos();
  }

  boolean isFor(SubBreaker place) {
    return sub == place;
  }

  @Override
  public long limit(long permit, int part) {
    return timeLimit == null || !cuts(permit) ? 0 : timeLimit.of(part);
  }

  private boolean cuts(long permit) {
    return enforcesTimeOut && Admission.isEnforced(permit);
  }

  @Override
  public RetrofuseWatch watch(long permit, Object cut, RetrofuseExchange exchange) {
    return timeLimit == null || permit < 0 ? null : timeLimit.watch(cut, exchange, cuts(permit));
  }

  @Override
  public RetrofuseConnecting connecting(long permit, Object source, String url, Object properties) {
    return timeLimit == null ? null : timeLimit.connecting(source, url, properties, cuts(permit));
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
    Outcome outcome = classifier.classify(status, thrown);
    fallback.ended(permit, outcome, thrown);
    return ended(permit, tries, outcome);
  }

  private Outcome ended(long permit, int tries, Outcome outcome) {
    if (outcome.isBad()) {
      counts.addFailure();
    }
    admission.end(permit, outcome);
    retry.ended(tries, outcome);
    return outcome;
  }

  @Override
  public boolean retries(int status) {
    return retry.mayFollow(status) || (state.breaker() != null && RetryAfter.mayComeWith(status));
  }

  @Override
  public long again(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    leave(permit);
    long wait = endOrWait(permit, tries, nature, status, retryAfter, thrown);
    boolean goesOn = wait >= 0 && state.ticker().sleep(wait) && isOn();
    return goesOn ? enter(Admission.isEnforced(permit)) : REJECTED;
  }

  @Override
  public long endOrWait(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    if (retryAfter != null && RetryAfter.mayComeWith(status)) {
      // First, because this call may be the one that opens the breaker.
      admission.spare(RetryAfter.nanos(retryAfter, UtcTime.nowMillis()));
    }
    Outcome outcome = conclude(permit, tries, status, thrown);
    boolean again =
        nature != ONCE && outcome.isBad() && retry.mayFollow(thrown == null ? status : 0);
    return again && !Thread.currentThread().isInterrupted()
        ? retry.next(tries, nature, retryAfter, Admission.isEnforced(permit))
        : Retries.NONE;
  }

  @Override
  public boolean isOn() {
    switch (kind) {
      case RetrofuseThread.HTTP:
        return RetrofuseHttp.hook != null;
      case RetrofuseThread.JDBC:
        return RetrofuseJdbc.hook != null;
      default:
        return RetrofuseMessaging.hook != null;
    }
  }

  @Override
  public Throwable rejection(long permit) {
    switch (Blow.of(permit)) {
      case TIME_OUT:
        return timeLimit.overdue();
      case ABORT:
        return aborts.create(message(permit));
      default:
        return rejections.create(message(permit));
    }
  }

  @Override
  public Throwable rejection(long permit, Class<? extends Throwable> type) {
    return Rejections.of(type).create(message(permit));
  }

  private Message message(long permit) {
    return Blow.of(permit) != Blow.NONE
        ? text.ofDrill()
        : permit == BEHIND ? text.ofSpool() : text.of(admission.refusedBy(permit));
  }

  Refusal refusal(long permit) {
    CircuitBreaker breaker = sub == null ? state.breaker() : sub.refusing();
    return new Refusal(
        state.rule(),
        sub == null ? state.key() : state.key() + " " + sub.name(),
        policy(permit),
        breaker == null ? null : breaker.state().word());
  }

  private String policy(long permit) {
    return Blow.of(permit) != Blow.NONE
        ? "fault"
        : permit == BEHIND ? "spool" : Refusal.policy(admission.refusedBy(permit));
  }

  @Override
  public boolean keeps() {
    return fallback.keepsMessages();
  }

  @Override
  public boolean accepts(boolean refused, Throwable thrown, String system, Object... message) {
    return fallback.accepts(refused, thrown, system, message);
  }

  @Override
  public RetrofuseAnswer instead(boolean refused, Throwable thrown) {
    return fallback.instead(refused, thrown);
  }

  @Override
  public boolean wouldAnswer(long permit, Throwable thrown) {
    return fallback.wouldAnswer(permit, thrown);
  }

  @Override
  public void wouldServe() {
    counts.addWouldAnswer();
  }

  @Override
  public RetrofuseKeeper keeper() {
    return fallback.keepsAnswers() ? state.kept() : null;
  }

  @Override
  public boolean answersFailures() {
    return fallback.answersFailures();
  }

  @Override
  public void served() {
    counts.addServed();
  }

  KeyState state() {
    return state;
  }

  GuardStatus statusOfCall() {
    return sub == null
        ? status(null)
        : new GuardStatus(state, sub.name(), sub.refusing(), rule.match().kind(), null);
  }

  /**
   * @param observed who lets the rule observe for a time, or null
   */
  GuardStatus status(OverrideStatus observed) {
    return new GuardStatus(
        state,
        rule.match().kind(),
        fallback.spool(),
        drill == null ? null : drill.status(),
        observed);
  }
}
