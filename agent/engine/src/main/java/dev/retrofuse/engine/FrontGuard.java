package dev.retrofuse.engine;

import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseConnecting;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseKeeper;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseWatch;

/**
 * A guard in front of the one that a call has, or of none: it lets everything be as it was. Made
 * for one call, whose tries all pass it.
 */
public abstract class FrontGuard extends RetrofuseGuard {
  private final RetrofuseGuard inner;
  private final int mark;

  /**
   * @param inner null for a call that no rule matches
   * @param mark of the call's kind, see {@link RetrofuseThread}
   */
  protected FrontGuard(RetrofuseGuard inner, int mark) {
    this.inner = inner;
    this.mark = mark;
  }

  /** Null for a call that no rule matches. */
  protected final RetrofuseGuard inner() {
    return inner;
  }

  @Override
  public long enter() {
    if (inner != null) {
      return inner.enter();
    }
    RetrofuseThread.current().enter(mark);
    return 0;
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
      inner.end(permit, status, thrown);
    }
  }

  @Override
  public long again(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    if (inner != null) {
      return inner.again(permit, tries, nature, status, retryAfter, thrown);
    }
    leave(permit);
    return REJECTED;
  }

  @Override
  public long endOrWait(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    return inner == null
        ? REJECTED
        : inner.endOrWait(permit, tries, nature, status, retryAfter, thrown);
  }

  @Override
  public boolean isOn() {
    return inner == null || inner.isOn();
  }

  @Override
  public RetrofuseSpan span() {
    return inner == null ? null : inner.span();
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
  public long limit(long permit, int part) {
    return inner == null ? 0 : inner.limit(permit, part);
  }

  @Override
  public RetrofuseWatch watch(long permit, Object cut, RetrofuseExchange exchange) {
    return inner == null ? null : inner.watch(permit, cut, exchange);
  }

  @Override
  public RetrofuseConnecting connecting(long permit, Object source, String url, Object properties) {
    return inner == null ? null : inner.connecting(permit, source, url, properties);
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
