package dev.retrofuse.waist;

/**
 * A call that is watched while it is under way, and cut when it takes too long. The library's
 * object that is cut is let go of when the call ends.
 */
public abstract class RetrofuseWatch {
  /** The library's object by which the call is cut from now on, where it is not there at first. */
  public abstract void cuts(Object target);

  /**
   * Nanoseconds until the call is cut, negative when that time is over; {@link Long#MAX_VALUE} for
   * a call that has ended or is never cut.
   */
  public abstract long left();

  /**
   * Ends it: from now on nothing cuts the call. Returns when a cut that is under way is over, or a
   * late one would hit the next call of the same connection. May be called again for a call that
   * has an exchange; without one not, for the watch is another call's then.
   *
   * @param thrown by the library, or null
   * @return what the call is to throw: a time-out of the library's own type in place of the failure
   *     of a call that was cut, else {@code thrown}
   */
  public abstract Throwable end(Throwable thrown);
}
