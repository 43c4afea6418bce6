package dev.retrofuse.demo;

import java.util.List;
import java.util.stream.LongStream;

/**
 * What a stretch of time looked like from outside.
 *
 * @param perSecond requests answered
 * @param p50 median response time, in milliseconds; -1 when nothing ended
 * @param p99 its 99th percentile
 * @param errors percent of the requests that ended: an error answered, or no answer
 * @param missing percent that had no answer
 * @param readsAnswered percent of the requests that only read; -1 when there were none
 * @param busy most servlet threads busy at once
 */
record Figures(
    double perSecond, long p50, long p99, int errors, int missing, int readsAnswered, int busy) {

  static Figures of(List<Answer> answers, double seconds, int busy) {
    long answered = answers.stream().filter(a -> !a.isMissing()).count();
    List<Answer> reads = answers.stream().filter(Answer::reading).toList();
    long[] sorted = sorted(answers.stream().mapToLong(Answer::nanos));
    return new Figures(
        answered / seconds,
        millis(sorted, 50),
        millis(sorted, 99),
        percent(answers.stream().filter(Answer::isError).count(), answers.size()),
        percent(answers.size() - answered, answers.size()),
        percent(reads.stream().filter(a -> !a.isError()).count(), reads.size()),
        busy);
  }

  static long[] sorted(LongStream nanos) {
    return nanos.sorted().toArray();
  }

  /** The percentile by nearest rank, in milliseconds; -1 of nothing. */
  static long millis(long[] sortedNanos, int percentile) {
    if (sortedNanos.length == 0) {
      return -1;
    }
    int rank = (int) Math.ceil(sortedNanos.length * percentile / 100.0);
    return Math.round(sortedNanos[rank - 1] / 1e6);
  }

  /** Rounded; -1 of nothing. */
  private static int percent(long part, long whole) {
    return whole == 0 ? -1 : (int) Math.round(100.0 * part / whole);
  }
}
