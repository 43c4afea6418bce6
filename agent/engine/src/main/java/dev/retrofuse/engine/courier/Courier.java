package dev.retrofuse.engine.courier;

/** What is particular to a library's messages. */
abstract class Courier {
  /**
   * Makes a letter of a message that was to be sent.
   *
   * @param message what the library's advice says it is; the first is what sends
   * @throws UnsuitableException when it cannot be sent later as it would be sent now
   * @throws Exception when the application's own code or the library says no
   */
  abstract Letter write(Object[] message) throws Exception;

  /** Whether a send that failed so has certainly not reached the broker. */
  abstract boolean isUnsent(Object sender, Throwable thrown);

  /**
   * Whether a send that failed so can be made again by the same sender: not within a transaction,
   * and not where it would fail each time.
   */
  abstract boolean isRepeatable(Object sender, Throwable thrown) throws Exception;

  /** Whether a letter that failed so would fail each time. */
  abstract boolean isHopeless(Throwable thrown);

  /** What leads to where a letter can be sent from: of the first part of a message, or alike. */
  abstract Object connection(Object sender) throws Exception;

  /**
   * The same of what the application has opened.
   *
   * @param way as {@link dev.retrofuse.waist.RetrofuseMessaging#opened} is told
   */
  Object opened(Object[] way) {
    return way[0];
  }

  /** Where a connection leads to. */
  abstract String target(Object connection) throws Exception;

  /**
   * Makes a way to send over a connection of the application.
   *
   * @return null when the connection is closed
   */
  abstract Line open(Object connection) throws Exception;
}
