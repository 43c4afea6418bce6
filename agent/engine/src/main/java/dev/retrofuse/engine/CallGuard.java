package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.engine.rejection.Rejections;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseThread;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The chain of a rule's policies for one key. Refuses nothing in observe mode, but counts what it
 * would have refused.
 */
final class CallGuard extends RetrofuseGuard {
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
  private final RetrofuseAnswer answer;

  /**
   * @param sub the place of the calls' key where the breaker tells them apart, else null
   */
  CallGuard(
      KeyState state, SubBreaker sub, Rule rule, Classifier classifier, Rejections rejections) {
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
    answer = Answers.of(rule.fallback());
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

  boolean isFor(SubBreaker place) {
    return sub == place;
  }

  private boolean isEnforced() {
    return enforces
        && (enforcedShare >= 1 || ThreadLocalRandom.current().nextDouble() < enforcedShare);
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

  @Override
  public RetrofuseAnswer instead(long permit, Throwable thrown) {
    return answer == null || permit < 0 || isAnsweredFailure(thrown) ? answer : null;
  }

  private boolean isAnsweredFailure(Throwable thrown) {
    return rule.fallback().afterFailures()
        && isEnforced()
        && classifier.classify(0, thrown).isBad();
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

  GuardStatus status() {
    return new GuardStatus(state, rule.match().kind());
  }
}
