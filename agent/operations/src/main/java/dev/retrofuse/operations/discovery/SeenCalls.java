package dev.retrofuse.operations.discovery;

import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.engine.window.LatencyCounts;
import dev.retrofuse.rules.Failures;
import java.util.Collection;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What was seen of calls of one name. */
final class SeenCalls implements Watched {
  /** So many of the first calls are asked who makes them: walking a stack is slow. */
  private static final int ASKED = 10;

  private static final int MOST_CALLERS = 3;

  private final CallName name;
  private final Classifier classifier;
  private final LatencyCounts latencies = new LatencyCounts();
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final ConcurrentSkipListSet<String> callers = new ConcurrentSkipListSet<>();

  SeenCalls(CallName name) {
    this.name = name;
    classifier = Classifier.of(name.kind(), Failures.defaults());
  }

  /** A call is about to begin on this thread. */
  void comes() {
    if (asked.get() < ASKED && asked.incrementAndGet() <= ASKED && callers.size() < MOST_CALLERS) {
      callers.add(Caller.ofThisThread());
    }
  }

  @Override
  public void begins() {
    calls.increment();
    int now = underWay.incrementAndGet();
    int most = mostAtOnce.get();
    while (now > most && !mostAtOnce.compareAndSet(most, now)) {
      most = mostAtOnce.get();
    }
  }

  @Override
  public void isRefused() {
    refused.increment();
  }

  @Override
  public void ends(long nanos, int status, Throwable thrown) {
    underWay.decrementAndGet();
    latencies.record(nanos);
    if (classifier.classify(status, thrown).isBad()) {
      failures.increment();
    }
  }

  CallName name() {
    return name;
  }

  /** Those made. */
  long calls() {
    return calls.sum();
  }

  /** Those of the usual meaning, whatever rules say. */
  long failures() {
    return failures.sum();
  }

  /** Those that a rule did not let through. */
  long refused() {
    return refused.sum();
  }

  /** Not ended yet. */
  int underWay() {
    return Math.max(0, underWay.get());
  }

  int mostAtOnce() {
    return mostAtOnce.get();
  }

  /** In milliseconds, within a sixteenth; 0 when none has ended. */
  double percentileMillis(double p) {
    return Math.rint(latencies.percentile(p) / 1e4) / 100;
  }

  /** Classes whose calls they are, as far as they were asked. */
  Collection<String> callers() {
    return new TreeSet<>(callers);
  }
}
