package dev.retrofuse.agent;

import dev.retrofuse.weaving.TypeIndex;

/**
 * Reads the instrumentations while the waist is put in place: neither needs the other, and the
 * application waits for both.
 */
final class LibrariesAhead extends Thread {
  private final ClassLoader inner;
  private TypeIndex index;
  private Throwable fault;

  private LibrariesAhead(ClassLoader inner) {
    super("retrofuse-libraries");
    this.inner = inner;
  }

  /** Begins to read. */
  static LibrariesAhead begin() {
    LibrariesAhead ahead = new LibrariesAhead(LibrariesAhead.class.getClassLoader());
    ahead.setDaemon(true);
    ahead.setContextClassLoader(null);
    ahead.start();
    return ahead;
  }

  @Override
  public void run() {
    try {
      index = Libraries.index(inner);
    } catch (Throwable e) {
      fault = e;
    }
  }

  /**
   * Waits for them.
   *
   * @throws IllegalStateException with what went wrong
   */
  TypeIndex index() throws InterruptedException {
    join();
    if (fault != null) {
      throw new IllegalStateException("the instrumentations cannot be read: " + fault, fault);
    }
    return index;
  }
}
