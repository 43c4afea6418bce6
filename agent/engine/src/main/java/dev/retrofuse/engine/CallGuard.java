package dev.retrofuse.engine;

import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.engine.rejection.Rejections;
import dev.retrofuse.engine.timeout.TimeLimit;
import dev.retrofuse.engine.timeout.Watchdog;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseWatch;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The chain of a rule's policies for one key. Refuses nothing in observe mode, but counts what it
 * would have refused.
 */
final class CallGuard extends RetrofuseGuard {
  private final KeyState state;
  private final Admission admission;
  private final Counts counts;
  private final Rule rule;
  private final boolean enforces;
  private final double enforcedShare;
  private final int kind;
  private final Classifier classifier;
  private final Rejections rejections;
  private final RejectionText text;
  private final TimeLimit timeLimit;
  private final boolean enforcesTimeOut;

  CallGuard(
      KeyState state, Rule rule, Classifier classifier, Rejections rejections, Watchdog watchdog) {
    this.state = state;
    admission = new Admission(state, rule.observed().contains(Policy.BREAKER));
    counts = state.counts();
    this.rule = rule;
    this.classifier = classifier;
    this.rejections = rejections;
    enforces = rule.mode() == Mode.ENFORCE;
    enforcedShare = rule.enforced();
    kind = mark(rule.match().kind());
    text = new RejectionText(state);
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
    long permit = admission.enter(isEnforced(), 1);
    if (permit >= 0) {
      thread.enter(kind);
    }
    return permit;
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
    if (permit < 0) {
      return;
    }
    Outcome outcome = classifier.classify(status, thrown);
    if (outcome.isBad()) {
      counts.addFailure();
    }
    admission.end(permit, outcome);
  }

  @Override
  public Throwable rejection(long permit) {
    return rejections.create(text.of(admission.refusedBy(permit)));
  }

  KeyState state() {
    return state;
  }

  GuardStatus status() {
    return new GuardStatus(state, rule.match().kind());
  }
}
