package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.engine.gate.DeadlineGate;
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
import dev.retrofuse.rules.Fallback;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Mode;
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
  /** The permit of a call that a drill made fail. */
  private static final long STRUCK = Long.MIN_VALUE;

  /** The permit of a message that would overtake others. */
  private static final long BEHIND = Long.MIN_VALUE + 1;

  /** Of a call whose connection a drill made break. */
  private static final long ABORTED = Long.MIN_VALUE + 2;

  /** Of a call that a drill held up until its time was over. */
  private static final long TIMED_OUT = Long.MIN_VALUE + 3;

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
  private final Rejections aborts;
  private final RejectionText text;
  private final Shares shares;
  private final Drill drill;
  private final Retries retries;
  private final TimeLimit timeLimit;
  private final boolean enforcesTimeOut;
  private final RetrofuseAnswer answer;
  private final Outbox outbox;

  /** Whether the kind of call alone says that the fallback would have an answer for it. */
  private final boolean foreseen;

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
    enforces = rule.mode() == Mode.ENFORCE;
    enforcedShare = rule.enforced();
    kind = mark(rule.match().kind());
    text = new RejectionText(state, sub);
    retries = state.retries();
    enforcesTimeOut = enforces && !rule.observed().contains(Policy.TIME_OUT);
    timeLimit = rule.limits().timeOut() == null ? null : timeLimit(watchdog);
    answer = Answers.of(rule.fallback());
    this.outbox = outbox;
    foreseen = Answers.fitsAll(rule.fallback().form(), part);
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
    return enter(isEnforced());
  }

  private long enter(boolean enforced) {
    // First, for it is the deepest call: a stack overflow here has taken no place yet.
    RetrofuseThread thread = RetrofuseThread.current();
    if (outbox != null && enforces && outbox.holds()) {
      return refused(BEHIND);
    }
    long permit = admission.enter(enforced, shares.now());
    if (permit < 0) {
      return refused(permit);
    }
    long struck = drill != null && enforced ? strike(permit) : permit;
    if (struck >= 0) {
      thread.enter(kind);
    }
    return struck;
  }

  /** The permit, or that of a call that a drill ends. */
  private long strike(long permit) {
    switch (drill.strike(limit(permit, CALL))) {
      case FAILURE:
        return struck(permit, Outcome.FAILURE, STRUCK);
      case ABORT:
        return struck(permit, Outcome.FAILURE, ABORTED);
      case TIME_OUT:
        timeLimit.cut();
        return struck(permit, Outcome.OVERLOAD, TIMED_OUT);
      default:
        return permit;
    }
  }

  private long struck(long permit, Outcome outcome, long instead) {
    ended(permit, 1, outcome);
    return refused(instead);
  }

  private long refused(long permit) {
    state.tellRefused(this, permit);
    return permit;
  }

  /** As {@link #enter}, for a message that was kept: it is the first, and marks no thread. */
  long enterAgain() {
    return admission.enter(isEnforced(), shares.now());
  }

  /** Until its breaker lets trial calls through; 0 unless it is open. */
  long remainingNanos() {
    return sub == null ? state.remainingNanos() : sub.refusing().remainingNanos();
  }

  boolean isFor(SubBreaker place) {
    return sub == place;
  }

  private boolean isEnforced() {
    return enforces && (enforcedShare >= 1 || state.ticker().chance() < enforcedShare);
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
    boolean failed = thrown != null && outcome.isBad() && rule.fallback().afterFailures();
    if (foreseen && !failed && Admission.isStray(permit)) {
      counts.addWouldAnswer(); // a failed one is asked for by isAnsweredFailure
    }
    return ended(permit, tries, outcome);
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
    return mayRetry(status) || (state.breaker() != null && RetryAfter.mayComeWith(status));
  }

  private boolean mayRetry(int status) {
    return retries != null && retries.mayFollow(status);
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
    boolean again = nature != ONCE && outcome.isBad() && mayRetry(thrown == null ? status : 0);
    return again && !Thread.currentThread().isInterrupted()
        ? nextTry(tries, nature, retryAfter, Admission.isEnforced(permit))
        : Retries.NONE;
  }

  private long nextTry(int tries, int nature, String retryAfter, boolean enforced) {
    boolean acts = enforced && !rule.observed().contains(Policy.RETRY);
    long now = state.ticker().nanos();
    if (state.gates().sheds(now)) {
      return Retries.NONE;
    }
    long refused = admission.retriesBarredNanos();
    double chance = state.ticker().chance();
    return retries.next(tries, nature, retryAfter, refused, longestWait(now), chance, acts, now);
  }

  /** After which a try as long as most are would still end before the deadline. */
  private long longestWait(long now) {
    boolean heeds = !rule.observed().contains(Policy.DEADLINE);
    long deadline = heeds ? RetrofuseThread.current().deadline() : 0;
    DeadlineGate gate = state.gates().deadline();
    long usual = gate == null ? 0 : gate.times().median(now);
    return deadline == 0 ? Long.MAX_VALUE : deadline - now - usual;
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
    return permit == TIMED_OUT
        ? timeLimit.overdue()
        : (permit == ABORTED ? aborts : rejections).create(message(permit));
  }

  @Override
  public Throwable rejection(long permit, Class<? extends Throwable> type) {
    return Rejections.of(type).create(message(permit));
  }

  private Message message(long permit) {
    return isStruck(permit)
        ? text.ofDrill()
        : permit == BEHIND ? text.ofSpool() : text.of(admission.refusedBy(permit));
  }

  private static boolean isStruck(long permit) {
    return permit == STRUCK || permit == ABORTED || permit == TIMED_OUT;
  }

  Refusal refusal(long permit) {
    boolean own = isStruck(permit) || permit == BEHIND;
    String policy = isStruck(permit) ? "fault" : "spool";
    CircuitBreaker breaker = sub == null ? state.breaker() : sub.refusing();
    return new Refusal(
        state.rule(),
        sub == null ? state.key() : state.key() + " " + sub.name(),
        own ? policy : Refusal.policy(admission.refusedBy(permit)),
        breaker == null ? null : breaker.state().word());
  }

  @Override
  public boolean keeps() {
    return outbox != null;
  }

  @Override
  public boolean accepts(boolean refused, Throwable thrown, String system, Object... message) {
    if (!refused && !isAnsweredFailure(thrown)) {
      return false;
    }
    boolean accepted =
        outbox == null ? answer != null : outbox.keep(system, refused, thrown, message);
    if (accepted) {
      served();
    }
    return accepted;
  }

  @Override
  public RetrofuseAnswer instead(boolean refused, Throwable thrown) {
    return answer == null || refused || isAnsweredFailure(thrown) ? answer : null;
  }

  private boolean isAnsweredFailure(Throwable thrown) {
    if (!rule.fallback().afterFailures() || !classifier.classify(0, thrown).isBad()) {
      return false;
    }
    boolean enforced = isEnforced();
    if (!enforced && foreseen) {
      counts.addWouldAnswer();
    }
    return enforced;
  }

  @Override
  public boolean wouldAnswer(long permit, Throwable thrown) {
    return rule.fallback().form() == Fallback.Form.EMPTY_RESULT
        && (Admission.isStray(permit)
            || (thrown != null
                && rule.fallback().afterFailures()
                && !(enforces && Admission.isEnforced(permit))
                && classifier.classify(0, thrown).isBad()));
  }

  @Override
  public void wouldServe() {
    counts.addWouldAnswer();
  }

  @Override
  public RetrofuseKeeper keeper() {
    return enforces && rule.fallback().lastGood() != null ? state.kept() : null;
  }

  @Override
  public boolean answersFailures() {
    return answer != null && rule.fallback().afterFailures();
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
        outbox == null ? null : outbox.status(),
        drill == null ? null : drill.status(),
        observed);
  }
}
