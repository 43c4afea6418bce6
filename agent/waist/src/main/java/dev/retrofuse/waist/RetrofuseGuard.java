package dev.retrofuse.waist;

/**
 * The compiled policies of one rule for one key, as woven code sees them.
 *
 * <p>A call begins with {@link #enter()} and ends, exactly once and on any thread, with {@link
 * #end}. Code whose call ends where it began uses {@link #exit}; code whose call goes on elsewhere
 * calls {@link #leave} on the beginning thread and {@link #end} later.
 */
public abstract class RetrofuseGuard {
  /** A permit of a call that must not be made; so is every negative one. */
  public static final long REJECTED = -1L;

  /**
   * Asks every policy for admission and, when admitted, marks this thread as being inside a call of
   * this kind.
   *
   * @return the permit, opaque here; negative when the call is rejected
   */
  public abstract long enter();

  /** Removes the mark of {@link #enter()} from this thread; nothing for a rejected call. */
  public abstract void leave(long permit);

  /**
   * Tells the policies how the call ended; nothing for a rejected call.
   *
   * @param status the HTTP status, or 0 where there is none
   * @param thrown the failure, or null
   */
  public abstract void end(long permit, int status, Throwable thrown);

  /**
   * The failure of a rejected call: of a type of the JDK, without a stack trace, new at each call.
   *
   * @param permit the negative one that the call got
   */
  public abstract Throwable rejection(long permit);

  /**
   * What the application gets in place of a call that was refused, or was made and failed. Who
   * gives it says so by {@link #served}.
   *
   * @param permit the call's
   * @param thrown the failure, or the rejection
   * @return null: it gets the failure
   */
  public RetrofuseAnswer instead(long permit, Throwable thrown) {
    return null;
  }

  /** Whether {@link #instead} may have an answer for a call that was made. */
  public boolean answersFailures() {
    return false;
  }

  /** The application has got an answer of {@link #instead}. */
  public void served() {}

  /**
   * Leaves and ends a call on the thread it began on.
   *
   * @return what the woven method is to throw: the rejection, {@code thrown}, or null for nothing
   */
  public final Throwable exit(long permit, int status, Throwable thrown) {
    if (permit < 0) {
      return rejection(permit);
    }
    leave(permit);
    end(permit, status, thrown);
    return thrown;
  }
}
