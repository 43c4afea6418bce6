package dev.retrofuse.rules;

/** Whether entries that are added to Redis streams have fields that tell the trace. */
public enum RedisTrace {
  /** No. */
  OFF("off"),
  /** Yes, beside the fields of the application. */
  FIELDS("fields");

  private final String word;

  RedisTrace(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
