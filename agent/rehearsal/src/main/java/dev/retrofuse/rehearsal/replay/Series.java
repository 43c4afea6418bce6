package dev.retrofuse.rehearsal.replay;

/** Calls over time, in so many equal parts of a recording. */
final class Series {
  static final int PARTS = 200;

  private final long lastNanos;
  private final int[] calls = new int[PARTS];
  private final int[] failures = new int[PARTS];
  private final int[] refused = new int[PARTS];
  private final int[] retries = new int[PARTS];

  Series(long lastNanos) {
    this.lastNanos = Math.max(1, lastNanos);
  }

  void add(long nanos, boolean failed, boolean isRefused) {
    int part = part(nanos);
    calls[part]++;
    failures[part] += failed ? 1 : 0;
    refused[part] += isRefused ? 1 : 0;
  }

  void retried(long nanos) {
    retries[part(nanos)]++;
  }

  private int part(long nanos) {
    return (int) Math.min(PARTS - 1.0, (double) nanos / lastNanos * PARTS);
  }

  int[] calls() {
    return calls;
  }

  int[] failures() {
    return failures;
  }

  int[] refused() {
    return refused;
  }

  int[] retries() {
    return retries;
  }

  int most() {
    int most = 1;
    for (int each : calls) {
      most = Math.max(most, each);
    }
    return most;
  }
}
