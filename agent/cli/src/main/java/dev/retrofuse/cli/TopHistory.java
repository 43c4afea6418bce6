package dev.retrofuse.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** What a breaker's calls were in each second of the last minute. */
final class TopHistory {
  static final int MOST = 60;
  private static final int RECENT = 10;

  private final Deque<double[]> seconds = new ArrayDeque<>();
  private long[] before;

  /**
   * Adds what has happened since the last status.
   *
   * @param elapsed in seconds
   */
  void add(Map<String, Object> breaker, double elapsed) {
    long[] now = {
      Json.number(breaker, "calls"),
      Json.number(breaker, "failures"),
      Json.number(breaker, "refused") + Json.number(breaker, "wouldRefuse")
    };
    if (before != null && elapsed > 0) {
      double[] rates = new double[now.length];
      for (int i = 0; i < now.length; i++) {
        // Less than before: the rule has begun anew.
        rates[i] = Math.max(0, now[i] - before[i]) / elapsed;
      }
      seconds.addLast(rates);
      if (seconds.size() > MOST) {
        seconds.removeFirst();
      }
    }
    before = now;
  }

  double callsPerSecond() {
    return last(0);
  }

  double refusedPerSecond() {
    return last(2);
  }

  private double last(int what) {
    return seconds.isEmpty() ? 0 : seconds.getLast()[what];
  }

  /** Of the calls of the last ten seconds; -1 when there were none. */
  double failurePercent() {
    double calls = 0;
    double failures = 0;
    int skipped = seconds.size() - RECENT;
    for (double[] second : seconds) {
      if (skipped-- <= 0) {
        calls += second[0];
        failures += second[1];
      }
    }
    return calls == 0 ? -1 : Math.min(100, 100 * failures / calls);
  }

  /** Calls per second, the oldest first. */
  double[] calls() {
    return all(0);
  }

  double[] failures() {
    return all(1);
  }

  private double[] all(int what) {
    return seconds.stream().mapToDouble(second -> second[what]).toArray();
  }
}
