package dev.retrofuse.engine.spool;

/** What one key's messages on disk are. */
public final class SpoolStatus {
  private final long messages;
  private final long bytes;
  private final long oldestMillis;
  private final long notKept;
  private final long setAside;

  SpoolStatus(long messages, long bytes, long oldestMillis, long notKept, long setAside) {
    this.messages = messages;
    this.bytes = bytes;
    this.oldestMillis = oldestMillis;
    this.notKept = notKept;
    this.setAside = setAside;
  }

  /** Messages that wait to be sent. */
  public long messages() {
    return messages;
  }

  /** On disk; part of it may be done with. */
  public long bytes() {
    return bytes;
  }

  /** For how long the first of them has waited; about so, because others are done with in lots. */
  public long oldestMillis() {
    return oldestMillis;
  }

  /**
   * Messages of the whole rule that could not be kept since the agent came, so that they failed.
   */
  public long notKept() {
    return notKept;
  }

  /** Messages of the whole rule that the broker will never take, which stay on disk. */
  public long setAside() {
    return setAside;
  }
}
