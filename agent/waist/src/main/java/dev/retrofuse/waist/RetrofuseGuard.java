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

  /** The nature of a call that must not be made twice. */
  public static final int ONCE = 0;

  /** The nature of a call that can be made twice, where the rule says that it may. */
  public static final int REPEATABLE = 1;

  /** The nature of a call that can be made twice without harm. */
  public static final int IDEMPOTENT = 2;

  /** The whole call, see {@link #limit}. */
  public static final int CALL = 0;

  /** Opening a connection. */
  public static final int CONNECT = 1;

  /** One wait for data. */
  public static final int READ = 2;

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
   * The same of a type of the library's, which has a constructor that takes the text.
   *
   * @param type as the application's loader has it
   */
  public Throwable rejection(long permit, Class<? extends Throwable> type) {
    return rejection(permit);
  }

  /**
   * Whether a call that ended so may be made again, or its answer may ask to be left alone; for
   * code that would have to look first whether it can be, and at {@code Retry-After}.
   *
   * @param status the HTTP status of the answer; 0 for a call that failed without one
   */
  public abstract boolean retries(int status);

  /**
   * Leaves and ends a call on the thread it began on; where rule and budget say so, waits on this
   * thread and begins it once more. When it is not made again, what it ended with stands.
   *
   * @param permit that of a call that was admitted
   * @param tries how often the call was made, this time included
   * @param nature {@link #ONCE}, {@link #REPEATABLE} or {@link #IDEMPOTENT}
   * @param retryAfter the answer's header of that name, or null
   * @return the permit of the next try; negative when there is none
   */
  public abstract long again(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown);

  /**
   * The same for a call that ends elsewhere: ends it, and says how many nanoseconds to wait until
   * the next try; negative for no next try.
   */
  public abstract long endOrWait(
      long permit, int tries, int nature, int status, String retryAfter, Throwable thrown);

  /**
   * What its calls are told of their trace, for {@link RetrofuseTrace} alone; null for the usual.
   */
  public Object tracing() {
    return null;
  }

  /** That is recorded of the call, for {@link RetrofuseTrace} alone; null where none is. */
  public RetrofuseSpan span() {
    return null;
  }

  /** Whether calls of this kind are still guarded. */
  public abstract boolean isOn();

  /**
   * How long a call that was just admitted, or a part of it, may take.
   *
   * @param part {@link #CALL}, {@link #CONNECT} or {@link #READ}
   * @return nanoseconds above 0; 0 for no limit
   */
  public long limit(long permit, int part) {
    return 0;
  }

  /**
   * Watches a call that was just admitted; nothing for a rejected one.
   *
   * @param cut the library's object by which the call is cut: statement, request, connection or
   *     future; null for a call that is only counted as timed out
   * @param exchange that is to end when the call times out; null for a call that ends where it
   *     began, and but once: its watch is used again
   * @return null where there is no time-out
   */
  public RetrofuseWatch watch(long permit, Object cut, RetrofuseExchange exchange) {
    return null;
  }

  /** As {@link RetrofuseJdbc#connecting}. */
  public RetrofuseConnecting connecting(long permit, Object source, String url, Object properties) {
    return null;
  }

  /**
   * What the application gets in place of a call that was refused, or was made and failed. Who
   * gives it says so by {@link #served}.
   *
   * @param refused whether it was not made
   * @param thrown the failure, or the rejection
   * @return null: it gets the failure
   */
  public RetrofuseAnswer instead(boolean refused, Throwable thrown) {
    return null;
  }

  /**
   * The same for an HTTP call.
   *
   * @param kept the call's, or null: an answer of before may take its place
   */
  public final RetrofuseAnswer instead(boolean refused, Throwable thrown, RetrofuseKept kept) {
    RetrofuseAnswer answer = instead(refused, thrown);
    boolean ofBefore = answer == RetrofuseAnswer.OF_BEFORE;
    return !ofBefore ? answer : kept == null ? null : kept.find();
  }

  /** Where good answers are kept; null where the rule does not ask for that. */
  public RetrofuseKeeper keeper() {
    return null;
  }

  /** Whether {@link #instead} may have an answer for a call that was made. */
  public boolean answersFailures() {
    return false;
  }

  /** The application has got an answer of {@link #instead}. */
  public void served() {}

  /**
   * Whether the application would have got an answer in place of a call, did the rule do more than
   * observe it; for code that knows whether there is one for that call, and says so by {@link
   * #wouldServe}.
   *
   * @param permit of a call that ends now
   * @param thrown its failure, or null
   */
  public boolean wouldAnswer(long permit, Throwable thrown) {
    return false;
  }

  /** There is an answer for a call of which {@link #wouldAnswer} holds. */
  public void wouldServe() {}

  /** Whether {@link #accepts} may keep the message of a refused send, to send it later. */
  public boolean keeps() {
    return false;
  }

  /**
   * Whether the application is told that a message was sent which was not: because the rule drops
   * it, or because it is now kept to be sent later. Counted as {@link #served}.
   *
   * @param refused whether the send was not made
   * @param thrown the failure of one that was made
   * @param system as in {@link RetrofuseMessaging#send}
   * @param message the library's own objects: what sends, then what is sent
   */
  public boolean accepts(boolean refused, Throwable thrown, String system, Object... message) {
    return false;
  }

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
