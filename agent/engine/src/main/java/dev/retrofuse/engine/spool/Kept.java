package dev.retrofuse.engine.spool;

/** A message of a log. */
public final class Kept {
  final long sequence;

  /** Where it ends in its segment. */
  final long end;

  /** When it was kept, in milliseconds since 1970. */
  final long millis;

  private final byte[] message;

  Kept(long sequence, long end, long millis, byte[] message) {
    this.sequence = sequence;
    this.end = end;
    this.millis = millis;
    this.message = message;
  }

  /** As it was given to the log; not to be changed. */
  public byte[] message() {
    return message;
  }
}
