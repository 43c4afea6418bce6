package dev.retrofuse.waist;

import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
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
  private final int tries;
  private transient volatile RetrofuseWatch watch;

  /** The application's own time-outs in milliseconds; negative where they were left alone. */
  transient int connectMillis = -1;

  transient int readMillis = -1;

  /** Where the rule keeps good answers: this call's; else null. */
  public transient RetrofuseKept kept;

  /** Whether the call must not be made again, whatever the rule says: it is of a transaction. */
  public transient boolean once;

  private transient CompletableFuture<?> awaited;
  private transient long awaitedSince;

  /** What the application gets in place of the call, once that is decided; null: it is not. */
  transient RetrofuseAnswer answer;

  /** Of that answer, once it was given; else null. */
  transient InputStream body;

  /** Another call of the same carrier, see {@link RetrofuseExchanges}. */
  transient RetrofuseExchange next;

  public RetrofuseExchange(RetrofuseGuard guard, long permit) {
    this(guard, permit, 1);
  }

  private RetrofuseExchange(RetrofuseGuard guard, long permit, int tries) {
    this.guard = guard;
    this.permit = permit;
    this.tries = tries;
  }

  /** Of the call. */
  public RetrofuseGuard guard() {
    return guard;
  }

  /** Whether the call was refused: what goes on then is the library's own failure path. */
  public boolean rejected() {
    return permit < 0;
  }

  /** Whether there is nothing more to do in the call: it was refused, or is answered for. */
  public boolean skips() {
    return rejected() || answer != null;
  }

  /** The failure of a refused call. */
  public Throwable rejection() {
    return guard.rejection(permit);
  }

  /** The same of a type of the library's, see {@link RetrofuseGuard#rejection(long, Class)}. */
  public Throwable rejection(Class<? extends Throwable> type) {
    return guard.rejection(permit, type);
  }

  /** As the guard's. */
  public RetrofuseAnswer instead(Throwable thrown) {
    return guard.instead(rejected(), thrown, kept);
  }

  /** As the guard's. */
  public boolean answersFailures() {
    return guard.answersFailures();
  }

  /** As the guard's. */
  public void served() {
    guard.served();
  }

  /** As the guard's. */
  public boolean keeps() {
    return guard.keeps();
  }

  /** As the guard's. */
  public boolean accepts(Throwable thrown, String system, Object... message) {
    return guard.accepts(rejected(), thrown, system, message);
  }

  /** See {@link RetrofuseKept#of}. */
  RetrofuseKept kept(String method, String uri) {
    return RetrofuseKept.of(guard, method, uri);
  }

  /** Takes the mark off the thread that began the call. */
  public void leave() {
    guard.leave(permit);
  }

  /**
   * From now on the call is watched.
   *
   * @param cut see {@link RetrofuseGuard#watch}
   */
  public void watch(Object cut) {
    watch = guard.watch(permit, cut, this);
    if (get()) {
      ended(null);
    }
  }

  /** See {@link RetrofuseWatch#cuts}. */
  public void cuts(Object target) {
    RetrofuseWatch watched = watch;
    if (watched != null) {
      watched.cuts(target);
    }
  }

  /** See {@link RetrofuseWatch#left}. */
  long left() {
    RetrofuseWatch watched = watch;
    return watched == null ? Long.MAX_VALUE : watched.left();
  }

  /** How long the call or a part of it may take, see {@link RetrofuseGuard#limit}. */
  public long limit(int part) {
    return guard.limit(permit, part);
  }

  /** The thread that makes the call waits for this, as library code further inside knows. */
  public void awaits(CompletableFuture<?> answer) {
    awaited = answer;
    awaitedSince = System.nanoTime();
  }

  /**
   * Whether the library itself has given up to wait long before the time was over: the half leaves
   * room for its tidying of what is overdue.
   *
   * @param time how long there was to wait; null for not known
   */
  public boolean isGivenUpEarly(Duration time) {
    return time != null
        && awaited != null
        && awaited.isCompletedExceptionally()
        && System.nanoTime() - awaitedSince < time.toNanos() / 2;
  }

  /** What a call that ended is to throw, see {@link RetrofuseWatch#end}. */
  Throwable ended(Throwable thrown) {
    RetrofuseWatch watched = watch;
    return watched == null ? thrown : watched.end(thrown);
  }

  /** Ends the call; the second end is ignored. */
  public void end(int status, Throwable thrown) {
    end(status, null, thrown);
  }

  private void end(int status, String retryAfter, Throwable thrown) {
    if (permit >= 0 && compareAndSet(false, true)) {
      ended(thrown);
      if (tries == 1 && retryAfter == null) {
        guard.end(permit, status, thrown);
      } else {
        guard.endOrWait(permit, tries, RetrofuseGuard.ONCE, status, retryAfter, thrown);
      }
    }
  }

  /** Whether the rule makes calls again that ended so, see {@link RetrofuseGuard#retries}. */
  public boolean retries(int status) {
    return permit >= 0 && guard.retries(status);
  }

  /**
   * Leaves and ends the call, and begins it again as {@link RetrofuseGuard#again} does, all on this
   * thread.
   *
   * @return the next try; null when there is none
   */
  RetrofuseExchange again(int nature, int status, String retryAfter, Throwable thrown) {
    if (!compareAndSet(false, true)) {
      leave();
      return null;
    }
    ended(thrown);
    long next = guard.again(permit, tries, nature, status, retryAfter, thrown);
    return next < 0 ? null : new RetrofuseExchange(guard, next, tries + 1);
  }

  /** Ends the call as {@link RetrofuseGuard#endOrWait} does; negative when it had ended already. */
  long endOrWait(int nature, int status, String retryAfter, Throwable thrown) {
    if (!compareAndSet(false, true)) {
      return -1;
    }
    ended(thrown);
    return guard.endOrWait(permit, tries, nature, status, retryAfter, thrown);
  }

  /** Begins the call once more, after it has ended; null when it is refused now, or off. */
  RetrofuseExchange next() {
    long next = guard.isOn() ? guard.enter() : RetrofuseGuard.REJECTED;
    return next < 0 ? null : new RetrofuseExchange(guard, next, tries + 1);
  }

  /** Ends a call that was given up: neither success nor failure. */
  public void cancel() {
    if (!get()) {
      end(0, new CancellationException());
    }
  }

  @Override
  public void accept(Object result, Throwable thrown) {
    int status = RetrofuseHttpResponse.status(result);
    boolean asks = thrown == null && !get() && retries(status);
    end(status, asks ? RetrofuseHttpResponse.retryAfter(result) : null, thrown);
  }
}
