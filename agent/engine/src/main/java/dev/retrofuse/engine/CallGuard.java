package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.Permit;
import dev.retrofuse.engine.limit.Bulkhead;
import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.engine.rejection.Rejections;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseThread;

/**
 * The chain of a rule's policies for one key: first the bulkhead, then the breaker. Refuses nothing
 * in observe mode, but counts what it would have refused.
 */
final class CallGuard extends RetrofuseGuard {
  private final KeyState state;
  private final Counts counts;
  private final Rule rule;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final boolean limited;
  private final boolean enforces;
  private final int kind;
  private final Classifier classifier;
  private final Rejections rejections;
  private final RejectionText text;

  CallGuard(KeyState state, Rule rule, Classifier classifier, Rejections rejections) {
    this.state = state;
    counts = state.counts();
    this.rule = rule;
    this.classifier = classifier;
    this.rejections = rejections;
    breaker = state.breaker();
    bulkhead = state.bulkhead();
    limited = bulkhead.maxConcurrent() > 0;
    enforces = rule.mode() == Mode.ENFORCE;
    kind = mark(rule.match().kind());
    text = new RejectionText(state);
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
    long permit = admit();
    if (permit < 0) {
      permit = refuse();
    }
    if (permit >= 0) {
      thread.enter(kind);
    }
    return permit;
  }

  private long admit() {
    if (limited && !bulkhead.tryEnter()) {
      return REJECTED;
    }
    long permit = breaker == null ? Permit.WITHOUT_BREAKER : breaker.acquire();
    if (permit < 0 && limited) {
      bulkhead.leave();
    }
    return permit;
  }

  /** A call that is made all the same takes part in nothing, as if it had been refused. */
  private long refuse() {
    if (enforces) {
      counts.addRefused();
      return REJECTED;
    }
    counts.addWouldRefuse();
    return Permit.UNJUDGED;
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
    if (limited && permit != Permit.UNJUDGED) {
      bulkhead.leave();
    }
    Outcome outcome = classifier.classify(status, thrown);
    boolean failed = outcome == Outcome.FAILURE;
    if (failed) {
      counts.addFailure();
    }
    if (breaker == null) {
      counts.addCall();
    } else if (outcome == Outcome.IGNORED) {
      breaker.release(permit);
    } else if (breaker.record(permit, failed)) {
      counts.addSlow();
    }
  }

  @Override
  public Throwable rejection() {
    return rejections.create(text.now());
  }

  KeyState state() {
    return state;
  }

  GuardStatus status() {
    return new GuardStatus(state, rule.match().kind());
  }
}
