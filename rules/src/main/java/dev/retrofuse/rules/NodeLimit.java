package dev.retrofuse.rules;

/** How many keys and values may be read: of one file, and of all that are read together. */
final class NodeLimit {
  static final int OF_A_FILE = 50_000;
  static final int OF_ALL = 100_000;

  private int all;
  private int most = OF_A_FILE;

  /** Another file begins. */
  void begin() {
    most = Math.min(all + OF_A_FILE, OF_ALL);
  }

  /** Whether there may be one more. */
  boolean take() {
    return ++all <= most;
  }

  /** What is allowed, where there may be no more. */
  String text() {
    return most == OF_ALL ? "at most " + OF_ALL + " in all files" : "at most " + OF_A_FILE;
  }
}
