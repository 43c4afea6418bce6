package dev.retrofuse.rules;

/** Where the agent's lines go. Immutable. */
public final class LogFile {
  private final String path;
  private final long maxBytes;
  private final int keep;

  /**
   * @param path absolute
   */
  public LogFile(String path, long maxBytes, int keep) {
    this.path = path;
    this.maxBytes = maxBytes;
    this.keep = keep;
  }

  public String path() {
    return path;
  }

  /** How large the file may become, until the next one begins. */
  public long maxBytes() {
    return maxBytes;
  }

  /** How many full files stay. */
  public int keep() {
    return keep;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogFile
        && path.equals(((LogFile) other).path)
        && maxBytes == ((LogFile) other).maxBytes
        && keep == ((LogFile) other).keep;
  }

  @Override
  public int hashCode() {
    return path.hashCode() * 31 + Long.hashCode(maxBytes) + keep;
  }

  @Override
  public String toString() {
    return path;
  }
}
