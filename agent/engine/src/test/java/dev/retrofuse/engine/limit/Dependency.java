package dev.retrofuse.engine.limit;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;

import java.util.PriorityQueue;
import java.util.Random;

/**
 * A model of a dependency: some workers, a first-come queue before them, and clients that call
 * through a limiter at random times. Its time is made up, its chance is seeded.
 */
final class Dependency {
  static final long START = Long.MAX_VALUE - 20 * SECOND; // the clock wraps on the way

  private static final class Call implements Comparable<Call> {
    final long begin;
    final long end;
    final boolean overloaded;

    Call(long begin, long end, boolean overloaded) {
      this.begin = begin;
      this.end = end;
      this.overloaded = overloaded;
    }

    @Override
    public int compareTo(Call other) {
      return Long.compare(end, other.end);
    }
  }

  private final Random random = new Random(1);
  private final ConcurrencyLimit limiter;
  private final PriorityQueue<Call> underWay = new PriorityQueue<>();
  private final PriorityQueue<Long> workersFree = new PriorityQueue<>();
  private long now;
  private int workers;
  private int inside;
  private long pauseBegin = Long.MAX_VALUE;
  private long pauseEnd = Long.MAX_VALUE;

  /** What a call takes in the mean without a queue: half to one and a half of it, evenly. */
  long service;

  /** More than so many calls in the queue are answered "too many", after a millisecond. */
  int queue = Integer.MAX_VALUE;

  /** What a call takes is spread exponentially. */
  boolean noisy;

  double callsPerSecond;

  long good;
  long refusedByServer;
  long refusedByLimiter;
  double limitSum;
  int limitSamples;
  long rttSum;

  Dependency(ConcurrencyLimit limiter, int workers, long service, double callsPerSecond) {
    this.limiter = limiter;
    this.service = service;
    this.callsPerSecond = callsPerSecond;
    workers(workers);
  }

  void workers(int count) {
    workers = count;
    while (workersFree.size() > count) {
      workersFree.poll();
    }
    while (workersFree.size() < count) {
      workersFree.add(now);
    }
  }

  /** From now on, for so long, nothing goes on in the dependency. */
  void pause(long nanos) {
    pauseBegin = now;
    pauseEnd = now + nanos;
    PriorityQueue<Call> later = new PriorityQueue<>();
    underWay.forEach(call -> later.add(new Call(call.begin, call.end + nanos, call.overloaded)));
    underWay.clear();
    underWay.addAll(later);
    PriorityQueue<Long> free = new PriorityQueue<>();
    workersFree.forEach(at -> free.add(Math.max(at + (at > now ? nanos : 0), pauseEnd)));
    workersFree.clear();
    workersFree.addAll(free);
  }

  Dependency forget() {
    good = refusedByServer = refusedByLimiter = limitSamples = 0;
    limitSum = rttSum = 0;
    return this;
  }

  /** Lets time pass. */
  Dependency run(long nanos) {
    long until = now + nanos;
    long arrival = now + nextArrival();
    long sample = now;
    while (now < until) {
      Call first = underWay.peek();
      if (first != null && first.end <= arrival) {
        underWay.poll();
        now = first.end;
        end(first);
      } else {
        now = arrival;
        arrival = now + nextArrival();
        call();
      }
      while (sample < now) {
        limitSum += limiter.limit();
        limitSamples++;
        sample += 10 * MILLISECOND;
      }
    }
    return this;
  }

  private long nextArrival() {
    return 1 + (long) (exponential() * SECOND / callsPerSecond);
  }

  private double exponential() {
    return -Math.log(1 - random.nextDouble());
  }

  private void call() {
    if (!limiter.tryEnter()) {
      refusedByLimiter++;
      return;
    }
    int waiting = inside - workers;
    if (waiting >= queue) {
      underWay.add(new Call(now, now + MILLISECOND, true));
      return;
    }
    inside++;
    long start = Math.max(now, workersFree.poll());
    long end = start + (long) (service * (noisy ? exponential() : 0.5 + random.nextDouble()));
    workersFree.add(end);
    underWay.add(new Call(now, end, false));
  }

  private void end(Call call) {
    limiter.leave(call.end - call.begin, call.overloaded, START + now);
    if (call.overloaded) {
      refusedByServer++;
    } else {
      inside--;
      good++;
      rttSum += call.end - call.begin;
    }
  }

  double meanLimit() {
    return limitSum / limitSamples;
  }

  double meanRttOfService() {
    return (double) rttSum / good / service;
  }

  double goodPerSecond(long nanos) {
    return (double) good * SECOND / nanos;
  }

  int inFlight() {
    return underWay.size();
  }
}
