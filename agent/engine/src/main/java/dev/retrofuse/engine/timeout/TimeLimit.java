package dev.retrofuse.engine.timeout;

import dev.retrofuse.engine.Ticker;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.TimeOut;
import dev.retrofuse.waist.RetrofuseConnecting;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseWatch;
import java.util.concurrent.TimeUnit;

/** How long the calls of one key may take: the rule's times, and what is left of the deadline. */
public final class TimeLimit {
  private final TimeOut figures;
  private final Times times;
  private final Ticker ticker;
  private final Watchdog watchdog;
  private final Cut how;
  private final boolean hasParts;
  private final boolean heedsDeadline;
  private final String subject;

  /**
   * @param heedsDeadline whether what is left of a deadline shortens the times
   * @param subject whose calls these are, for messages
   */
  public TimeLimit(
      TimeOut figures,
      Kind kind,
      Times times,
      Ticker ticker,
      Watchdog watchdog,
      boolean heedsDeadline,
      String subject) {
    this.figures = figures;
    this.times = times;
    this.ticker = ticker;
    this.watchdog = watchdog;
    this.heedsDeadline = heedsDeadline;
    this.subject = subject;
    how = Cut.of(kind);
    hasParts = kind == Kind.HTTP;
  }

  /** As {@link RetrofuseGuard#limit}. */
  public long of(int part) {
    long own =
        part == RetrofuseGuard.CONNECT
            ? figures.connectNanos()
            : part == RetrofuseGuard.READ ? figures.readNanos() : 0;
    long call = shorter(figures.callNanos(), left());
    return shorter(own, call);
  }

  /** Of the deadline; 0 without one. */
  private long left() {
    long deadline = heedsDeadline ? RetrofuseThread.current().deadline() : 0;
    return deadline == 0 ? 0 : Math.max(1, deadline - ticker.nanos());
  }

  /** 0 stands for no limit. */
  private static long shorter(long one, long other) {
    return one == 0 || (other != 0 && other < one) ? other : one;
  }

  /**
   * Watches a call that begins now.
   *
   * @param acts whether it is cut, or it is only counted that it would have been
   */
  public RetrofuseWatch watch(Object target, RetrofuseExchange exchange, boolean acts) {
    long nanos = of(RetrofuseGuard.CALL);
    long start = ticker.nanos();
    Watch kept = exchange == null ? watchdog.claim() : null; // who has one ends the call but once
    if (kept != null) {
      return begin(kept, target, acts, start, nanos);
    }
    Watch watch = new Watch(this, target, exchange, acts, start, nanos);
    if (acts && nanos > 0) {
      watchdog.add(watch);
    }
    return watch;
  }

  private Watch begin(Watch kept, Object target, boolean acts, long start, long nanos) {
    boolean cuts = acts && nanos > 0;
    kept.begin(this, cuts ? target : null, acts, start, nanos);
    if (cuts) {
      watchdog.begun();
    }
    return kept;
  }

  /**
   * Times the opening of a connection that begins now, as {@link RetrofuseConnecting} has it.
   *
   * @param acts as above
   */
  public RetrofuseConnecting connecting(
      Object source, String url, Object properties, boolean acts) {
    long nanos = of(RetrofuseGuard.CONNECT);
    ConnectTimeOuts own =
        acts && nanos > 0 ? ConnectTimeOuts.of(source, url, properties, nanos) : null;
    return new Connecting(this, own, properties, acts, nanos);
  }

  /** A call has ended by itself, or by a time-out that the library keeps. */
  void ended(long start, long nanos, boolean acts, Throwable thrown) {
    long now = ticker.nanos();
    times.record(now - start, now);
    if (!acts && nanos > 0 && now - start >= nanos) {
      times.addWouldCut();
    } else if (acts && how.isTimeOut(thrown) && now - start >= shortest(nanos)) {
      times.addCut();
    }
  }

  /** Counts only: how long connecting takes says nothing of how long statements do. */
  void connectEnded(long start, long nanos, boolean acts, boolean cut) {
    if (cut) {
      times.addCut();
    } else if (!acts && nanos > 0 && ticker.nanos() - start >= nanos) {
      times.addWouldCut();
    }
  }

  private long shortest(long nanos) {
    return hasParts ? shorter(shorter(figures.connectNanos(), figures.readNanos()), nanos) : nanos;
  }

  /** Counts a call that was not made, but held up until its time was over. */
  public void cut() {
    times.addCut();
  }

  /** What such a call throws. */
  public Throwable overdue() {
    return how.timeOut(text(of(RetrofuseGuard.CALL)), null);
  }

  void cut(long start) {
    long now = ticker.nanos();
    times.record(now - start, now);
    times.addCut();
  }

  /** What a call throws that was cut. */
  Throwable afterCut(Throwable thrown, long nanos) {
    return how.isTimeOut(thrown) ? thrown : how.timeOut(text(nanos), thrown);
  }

  String text(long nanos) {
    return subject + "it took longer than " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
  }

  Cut how() {
    return how;
  }

  Times times() {
    return times;
  }

  long now() {
    return ticker.nanos();
  }

  Watchdog watchdog() {
    return watchdog;
  }
}
