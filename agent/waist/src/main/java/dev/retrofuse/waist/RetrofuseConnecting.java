package dev.retrofuse.waist;

/**
 * Opening a JDBC connection under a time limit, which the driver itself keeps: it has no object by
 * which somebody else could cut it.
 */
public abstract class RetrofuseConnecting {
  /** What the driver is to connect with: the application's object, or a copy with time-outs. */
  public abstract Object properties();

  /**
   * Ends it.
   *
   * @param connection that was opened, or null; it keeps no time-out that was for connecting alone
   * @param thrown by the driver, or null
   * @return what is to be thrown: a time-out in place of the failure of one that was cut, else
   *     {@code thrown}
   */
  public abstract Throwable end(Object connection, Throwable thrown);
}
