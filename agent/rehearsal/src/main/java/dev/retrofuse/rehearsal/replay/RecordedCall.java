package dev.retrofuse.rehearsal.replay;

/** One call as it was recorded. Immutable. */
final class RecordedCall {
  private final long startMicros;
  private final long micros;
  private final RecordedName name;
  private final Ending ending;

  /**
   * @param ending null for a call that had not ended
   */
  RecordedCall(long startMicros, long micros, RecordedName name, Ending ending) {
    this.startMicros = startMicros;
    this.micros = micros;
    this.name = name;
    this.ending = ending;
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
}
