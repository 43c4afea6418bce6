package dev.retrofuse.waist;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the application holds instead of the library's own future of a call that may be cut: it
 * fails at the time-out, while the call itself goes on. Who waits does so in the library's own
 * future, and looks up at the time-out: whatever becomes of the agent, nobody waits for longer than
 * he would have without it. It ends once: as its own does, or cut.
 */
public final class RetrofuseFuture implements Future<Object> {
  /** How soon who waits looks again when the time is over: as often as the watchdog looks. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final Object AS_OWN = new Object();

  private final Future<?> own;
  private final Class<? extends Throwable> timeOut;
  private final long due;

  /** Null until anybody knows it, {@link #AS_OWN}, or the failure of a call that was cut. */
  private final AtomicReference<Object> end = new AtomicReference<Object>();

  RetrofuseFuture(Future<?> own, Class<? extends Throwable> timeOut, long left) {
    this.own = own;
    this.timeOut = timeOut;
    due = System.nanoTime() + left;
  }

  /**
   * What the application is to get instead of a future; the same where the call is not cut, has
   * ended, or is of a transaction, which waits for it anyway.
   *
   * @param own the library's; null for none
   * @param timeOut of the library's, with a constructor that takes the text
   */
  public static Future<?> of(
      RetrofuseExchange call, Future<?> own, Class<? extends Throwable> timeOut) {
    boolean open = own != null && !own.isDone() && !call.once;
    long left = open ? call.left() : Long.MAX_VALUE;
    if (left == Long.MAX_VALUE) {
      return own;
    }
    RetrofuseFuture future = new RetrofuseFuture(own, timeOut, left);
    call.cuts(future);
    return future;
  }

  /** Of which type a failure has to be. */
  public Class<? extends Throwable> timeOut() {
    return timeOut;
  }

  /** Cuts it, unless it has ended. */
  public void fail(Throwable failure) {
    if (!own.isDone()) {
      end.compareAndSet(null, failure);
    }
  }

  @Override
  public boolean isDone() {
    if (end.get() == null && own.isDone()) {
      end.compareAndSet(null, AS_OWN);
    }
    return end.get() != null;
  }

  @Override
  public boolean cancel(boolean interrupt) {
    return !isDone() && own.cancel(interrupt);
  }

  @Override
  public boolean isCancelled() {
    return isDone() && end.get() == AS_OWN && own.isCancelled();
  }

  @Override
  public Object get() throws InterruptedException, ExecutionException {
    while (!isDone()) {
      await(untilLook());
    }
    return outcome();
  }

  @Override
  public Object get(long time, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    long nanos = unit.toNanos(time);
    long begun = System.nanoTime();
    long left = nanos;
    for (; left > untilLook() && !isDone(); left = nanos - (System.nanoTime() - begun)) {
      await(untilLook());
    }
    if (!isDone()) {
      awaitLast(Math.max(0, left));
    }
    return outcome();
  }

  private void awaitLast(long nanos) throws InterruptedException, TimeoutException {
    try {
      own.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      // Told by the outcome.
    } catch (TimeoutException late) {
      if (!isDone()) {
        throw late;
      }
    }
  }

  private void await(long nanos) throws InterruptedException {
    try {
      own.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      // Told by the outcome.
    } catch (TimeoutException late) {
      // Perhaps it is cut by now.
    }
  }

  /** Less and less often after the time-out: it may be that nobody cuts it any more. */
  private long untilLook() {
    return Math.max(TICK_NANOS, Math.abs(due - System.nanoTime()));
  }

  private Object outcome() throws InterruptedException, ExecutionException {
    Object known = isDone() ? end.get() : null;
    if (known instanceof Throwable) {
      throw new ExecutionException((Throwable) known);
    }
    return own.get();
  }
}
