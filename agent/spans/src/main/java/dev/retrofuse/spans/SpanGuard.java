package dev.retrofuse.spans;

import dev.retrofuse.engine.Refusal;
import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseConnecting;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseKeeper;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseWatch;

/** One call that is recorded, in front of the guard that it has. Its tries are one span. */
final class SpanGuard extends RetrofuseGuard {
  private final RetrofuseGuard inner;
  private final int mark;
  private final RetrofuseSpan span;
  private final Ending ending;
  private volatile boolean waits;

  /**
   * @param inner null for a call that no rule matches
   * @param mark of the call's kind, see {@link RetrofuseThread}
   */
  SpanGuard(RetrofuseGuard inner, int mark, RetrofuseSpan span, Ending ending) {
    this.inner = inner;
    this.mark = mark;
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
    if (inner == null) {
      thread.enter(mark);
      return 0;
    }
    waits = false;
    RetrofuseSpan outer = thread.span;
    thread.span = span;
    try {
      long permit = inner.enter();
      if (permit < 0) {
        refused(permit);
      }
      return permit;
    } finally {
      thread.span = outer;
    }
  }

  private void refused(long permit) {
    Refusal refusal = span.sampled ? Refusal.of(inner, permit) : null;
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
  public void leave(long permit) {
    if (inner != null) {
      inner.leave(permit);
    } else if (permit >= 0) {
      RetrofuseThread.current().leave(mark);
    }
  }

  @Override
  public void end(long permit, int status, Throwable thrown) {
    if (inner != null) {
      RetrofuseThread thread = RetrofuseThread.current();
      RetrofuseSpan outer = thread.span;
      thread.span = span;
      try {
        inner.end(permit, status, thrown);
      } finally {
        thread.span = outer;
      }
    }
    if (permit >= 0) {
      ending.end(span, status, thrown);
    }
  }

  @Override
  public long again(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    if (inner == null) {
      leave(permit);
      ending.end(span, status, thrown);
      return REJECTED;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseSpan outer = thread.span;
    thread.span = span;
    try {
      long next = inner.again(permit, tries, nature, status, retryAfter, thrown);
      ended(next >= 0, tries, status, thrown);
      return next;
    } finally {
      thread.span = outer;
    }
  }

  @Override
  public long endOrWait(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    if (inner == null) {
      ending.end(span, status, thrown);
      return REJECTED;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseSpan outer = thread.span;
    thread.span = span;
    try {
      long wait = inner.endOrWait(permit, tries, nature, status, retryAfter, thrown);
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
    boolean on = inner == null || inner.isOn();
    if (!on && waits) {
      span.end(); // there is no next try
    }
    return on;
  }

  @Override
  public boolean retries(int status) {
    return inner != null && inner.retries(status);
  }

  @Override
  public Throwable rejection(long permit) {
    return inner.rejection(permit);
  }

  @Override
  public Throwable rejection(long permit, Class<? extends Throwable> type) {
    return inner.rejection(permit, type);
  }

  @Override
  public Object tracing() {
    return inner == null ? null : inner.tracing();
  }

  @Override
  public long limit(int part) {
    return inner == null ? 0 : inner.limit(part);
  }

  @Override
  public RetrofuseWatch watch(long permit, Object cut, RetrofuseExchange exchange) {
    return inner == null ? null : inner.watch(permit, cut, exchange);
  }

  @Override
  public RetrofuseConnecting connecting(Object source, String url, Object properties) {
    return inner == null ? null : inner.connecting(source, url, properties);
  }

  @Override
  public RetrofuseAnswer instead(boolean refused, Throwable thrown) {
    return inner == null ? null : inner.instead(refused, thrown);
  }

  @Override
  public RetrofuseKeeper keeper() {
    return inner == null ? null : inner.keeper();
  }

  @Override
  public boolean answersFailures() {
    return inner != null && inner.answersFailures();
  }

  @Override
  public boolean wouldAnswer(long permit, Throwable thrown) {
    return inner != null && inner.wouldAnswer(permit, thrown);
  }

  @Override
  public void wouldServe() {
    inner.wouldServe();
  }

  @Override
  public void served() {
    if (inner != null) {
      inner.served();
    }
  }

  @Override
  public boolean keeps() {
    return inner != null && inner.keeps();
  }

  @Override
  public boolean accepts(boolean refused, Throwable thrown, String system, Object... message) {
    return inner != null && inner.accepts(refused, thrown, system, message);
  }
}
