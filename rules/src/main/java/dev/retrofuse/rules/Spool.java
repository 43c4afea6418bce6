package dev.retrofuse.rules;

/** Where refused messages are kept until they can be sent. Immutable. */
public final class Spool {
  private final String folder;
  private final long maxBytes;
  private final boolean sync;

  /**
   * @param folder an absolute path
   */
  public Spool(String folder, long maxBytes, boolean sync) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.sync = sync;
  }

  public String folder() {
    return folder;
  }

  /** Of the rule's files together. */
  public long maxBytes() {
    return maxBytes;
  }

  /** Whether a message must survive a power cut, and not only the end of its process. */
  public boolean sync() {
    return sync;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Spool)) {
      return false;
    }
    Spool that = (Spool) other;
    return folder.equals(that.folder) && maxBytes == that.maxBytes && sync == that.sync;
  }

  @Override
  public int hashCode() {
    return folder.hashCode();
  }

  @Override
  public String toString() {
    return folder;
  }
}
