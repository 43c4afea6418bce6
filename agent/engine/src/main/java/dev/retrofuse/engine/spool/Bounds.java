package dev.retrofuse.engine.spool;

/** How much the logs of one rule hold together, and may hold. */
final class Bounds {
  private final long mostMessages;
  private long mostBytes;
  private long messages;
  private long bytes;

  Bounds(long mostBytes, long mostMessages) {
    this.mostBytes = mostBytes;
    this.mostMessages = mostMessages;
  }

  synchronized void most(long other) {
    mostBytes = other;
  }

  synchronized long mostBytes() {
    return mostBytes;
  }

  /** Whether there was room for one message of so many bytes on disk; it is taken then. */
  synchronized boolean take(long size) {
    if (bytes + size > mostBytes || messages >= mostMessages) {
      return false;
    }
    add(1, size);
    return true;
  }

  /** What was found on disk, or is gone from there, or takes other room than was thought. */
  synchronized void add(long moreMessages, long moreBytes) {
    messages += moreMessages;
    bytes += moreBytes;
  }

  synchronized long messages() {
    return messages;
  }
}
