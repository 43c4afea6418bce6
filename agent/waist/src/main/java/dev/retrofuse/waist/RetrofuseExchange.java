package dev.retrofuse.waist;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * A call that ends elsewhere than it began: its guard and permit, ended at most once however many
 * ends it meets. As a consumer it ends with a future: {@code future.whenComplete(exchange)}.
 */
public final class RetrofuseExchange extends AtomicBoolean
    implements BiConsumer<Object, Throwable> {
  private static final long serialVersionUID = 1L;

  private final transient RetrofuseGuard guard;
  private final long permit;

  /** Another call of the same carrier, see {@link RetrofuseExchanges}. */
  transient RetrofuseExchange next;

  public RetrofuseExchange(RetrofuseGuard guard, long permit) {
    this.guard = guard;
    this.permit = permit;
  }

  /** Whether the call was refused: what goes on then is the library's own failure path. */
  public boolean rejected() {
    return permit < 0;
  }

  /** The failure of a refused call. */
  public Throwable rejection() {
    return guard.rejection(permit);
  }

  /** As the guard's. */
  public RetrofuseAnswer instead(Throwable thrown) {
    return guard.instead(permit, thrown);
  }

  /** As the guard's. */
  public boolean answersFailures() {
    return guard.answersFailures();
  }

  /** As the guard's. */
  public void served() {
    guard.served();
  }

  /** Takes the mark off the thread that began the call. */
  public void leave() {
    guard.leave(permit);
  }

  /** Ends the call; the second end is ignored. */
  public void end(int status, Throwable thrown) {
    if (permit >= 0 && compareAndSet(false, true)) {
      guard.end(permit, status, thrown);
    }
  }

  /** Ends a call that was given up: neither success nor failure. */
  public void cancel() {
    if (!get()) {
      end(0, new CancellationException());
    }
  }

  @Override
  public void accept(Object result, Throwable thrown) {
    end(RetrofuseHttpResponse.status(result), thrown);
  }
}
