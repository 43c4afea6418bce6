package dev.retrofuse.operations.discovery;

import dev.retrofuse.engine.FrontGuard;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.engine.UtcTime;
import dev.retrofuse.engine.retry.RetryAfter;
import dev.retrofuse.waist.RetrofuseGuard;

/** One call that is watched, in front of the guard that it has. Its tries are one call. */
final class WatchingGuard extends FrontGuard {
  private final Watched call;
  private final Ticker ticker;
  private long began;
  private boolean begun;
  private volatile boolean waits;

  WatchingGuard(RetrofuseGuard inner, int mark, Watched call, Ticker ticker) {
    super(inner, mark);
    this.call = call;
    this.ticker = ticker;
  }

  @Override
  public long enter() {
    long permit = super.enter();
    waits = false;
    if (permit < 0) {
      call.isRefused();
      if (begun) {
        ended(0, null);
      }
    } else if (!begun) {
      begun = true;
      began = ticker.nanos();
      call.begins();
    }
    return permit;
  }

  @Override
  public void end(long permit, int status, Throwable thrown) {
    super.end(permit, status, thrown);
    if (permit >= 0) {
      ended(status, thrown);
    }
  }

  @Override
  public boolean retries(int status) {
    return super.retries(status) || (call.wantsWaits() && RetryAfter.mayComeWith(status));
  }

  private void tellWait(int status, String retryAfter) {
    boolean tells = retryAfter != null && RetryAfter.mayComeWith(status);
    long nanos = tells ? RetryAfter.nanos(retryAfter, UtcTime.nowMillis()) : 0;
    if (nanos > 0) {
      call.asksToWait(nanos);
    }
  }

  @Override
  public long again(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    long next = super.again(permit, tries, nature, status, retryAfter, thrown);
    if (next < 0) {
      tellWait(status, retryAfter);
      ended(status, thrown);
    }
    return next;
  }

  @Override
  public long endOrWait(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
    long wait = super.endOrWait(permit, tries, nature, status, retryAfter, thrown);
    waits = wait >= 0;
    if (!waits) {
      tellWait(status, retryAfter);
      ended(status, thrown);
    }
    return wait;
  }

  @Override
  public boolean isOn() {
    boolean on = super.isOn();
    if (!on && waits) {
      ended(0, null); // there is no next try
    }
    return on;
  }

  private void ended(int status, Throwable thrown) {
    call.ends(ticker.nanos() - began, status, thrown);
  }
}
