package dev.retrofuse.rehearsal.replay;

/** One call as it was recorded. Immutable. */
final class RecordedCall {
  private final long startMicros;
  private final long micros;
  private final RecordedName name;
  private final Ending ending;
  private final String retryAfter;

  /**
   * @param ending null for a call that had not ended
   * @param retryAfter what its answer asked for, in seconds; null for nothing
   */
  RecordedCall(long startMicros, long micros, RecordedName name, Ending ending, String retryAfter) {
    this.startMicros = startMicros;
    this.micros = micros;
    this.name = name;
    this.ending = ending;
    this.retryAfter = retryAfter;
  }

  long startNanos() {
    return startMicros * 1_000;
  }

  /** How long it took. */
  long nanos() {
    return micros * 1_000;
  }

  RecordedName name() {
    return name;
  }

  /** Null for a call that had not ended. */
  Ending ending() {
    return ending;
  }

  /** What its answer asked for, in seconds; null for nothing. */
  String retryAfter() {
    return retryAfter;
  }
}
