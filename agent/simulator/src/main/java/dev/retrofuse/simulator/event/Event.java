package dev.retrofuse.simulator.event;

/** An event in one long: its kind, and 56 bits of what it is about. */
public final class Event {
  /** The next client makes a call. */
  public static final int ARRIVAL = 0;

  /** The server has done a piece of work; about the epoch of the server in which it was begun. */
  public static final int SERVED = 1;

  /** A caller waits no longer; about the try. */
  public static final int TIMEOUT = 2;

  /** The pause before a retry is over; about the try to come. */
  public static final int RETRY = 3;

  /** The server's condition changes; about the number of its phase. */
  public static final int PHASE = 4;

  /** The trouble begins: so far nobody had reason to refuse a call. */
  public static final int TROUBLE = 5;

  private static final int BITS = 56;
  private static final long ABOUT = (1L << BITS) - 1;

  private Event() {}

  public static long of(int kind, long about) {
    return ((long) kind << BITS) | about;
  }

  public static int kind(long event) {
    return (int) (event >>> BITS);
  }

  public static long about(long event) {
    return event & ABOUT;
  }
}
