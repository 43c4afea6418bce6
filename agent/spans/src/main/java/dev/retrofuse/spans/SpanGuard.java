package dev.retrofuse.spans;

import dev.retrofuse.engine.FrontGuard;
import dev.retrofuse.engine.Refusal;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseThread;

/** One call that is recorded, in front of the guard that it has. Its tries are one span. */
final class SpanGuard extends FrontGuard {
  private final RetrofuseSpan span;
  private final Ending ending;
  private volatile boolean waits;

  /**
   * @param inner null for a call that no rule matches
   * @param mark of the call's kind, see {@link RetrofuseThread}
   */
  SpanGuard(RetrofuseGuard inner, int mark, RetrofuseSpan span, Ending ending) {
    super(inner, mark);
    this.span = span;
    this.ending = ending;
  }

  @Override
  public RetrofuseSpan span() {
    return span;
  }

  @Override
  public long enter() {
    RetrofuseThread thread = RetrofuseThread.current();
    waits = false;
    RetrofuseSpan outer = thread.span;
    thread.span = span;
    try {
      long permit = super.enter();
      if (permit < 0) {
        refused(permit);
      }
      return permit;
    } finally {
      thread.span = outer;
    }
  }

  private void refused(long permit) {
    Refusal refusal = span.sampled ? Refusal.of(inner(), permit) : null;
    if (refusal != null) {
      span.event(
          "retrofuse.refused",
          "retrofuse.rule",
          refusal.rule(),
          "retrofuse.key",
          refusal.key(),
          "retrofuse.policy",
          refusal.policy(),
          "retrofuse.breaker.state",
          refusal.breaker());
    }
    span.fail(null, "retrofuse.refused");
    span.end();
  }

  @Override
  public void end(long permit, int status, Throwable thrown) {
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseSpan outer = thread.span;
    thread.span = span;
    try {
      super.end(permit, status, thrown);
    } finally {
      thread.span = outer;
    }
    if (permit >= 0) {
      ending.end(span, status, thrown);
    }
  }

  @Override
  public long again(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseSpan outer = thread.span;
    thread.span = span;
    try {
      long next = super.again(permit, tries, nature, status, retryAfter, thrown);
      ended(next >= 0, tries, status, thrown);
      return next;
    } finally {
      thread.span = outer;
    }
  }

  @Override
  public long endOrWait(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseSpan outer = thread.span;
    thread.span = span;
    try {
      long wait = super.endOrWait(permit, tries, nature, status, retryAfter, thrown);
      waits = wait >= 0;
      ended(waits, tries, status, thrown);
      return wait;
    } finally {
      thread.span = outer;
    }
  }

  private void ended(boolean again, int tries, int status, Throwable thrown) {
    if (again) {
      ending.retry(span, tries, status, thrown);
    } else {
      ending.end(span, status, thrown);
    }
  }

  @Override
  public boolean isOn() {
    boolean on = super.isOn();
    if (!on && waits) {
      span.end(); // there is no next try
    }
    return on;
  }
}
