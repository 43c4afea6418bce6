package dev.retrofuse.waist;

/**
 * What a thread carries: how deep it is inside calls of each kind, and the trace context it works
 * for.
 */
public final class RetrofuseThread {
  public static final int JDBC = 0;
  public static final int HTTP = 1;
  public static final int MESSAGING = 2;

  /** Inside an inbound request: filters, servlets and forwards nest, and the outermost decides. */
  public static final int INBOUND = 3;

  /** Inside a decoder of Netty's: one inside another, for TLS, is the rule. */
  public static final int DECODER = 4;

  private static final int KINDS = 5;
  private static final int SCRATCH = 128;

  // Holds boot classes only: a detached agent leaves nothing of its own loader in the application's
  // threads.
  private static final ThreadLocal<RetrofuseThread> CURRENT =
      new ThreadLocal<RetrofuseThread>() {
        @Override
        protected RetrofuseThread initialValue() {
          RetrofuseThread first = new RetrofuseThread();
          RetrofuseStart.begun(first);
          return first;
        }
      };

  /** Whether any thread has ever had something: until then there is nothing to look for. */
  private static volatile boolean any;

  /** How often all that threads had was forgotten. */
  private static volatile int epoch;

  private final int[] depth = new int[KINDS];

  /** The context this thread works for, or null. */
  public RetrofuseContext context;

  /** Until when the caller waits: the agent's monotonic nanoseconds; 0 for no deadline. */
  public long deadline;

  /** The headers of the request it serves that rules ask for, in lower case; or null. */
  public RetrofuseContext headers;

  /** How long the request that this thread is beginning may take, in nanoseconds; 0 for ever. */
  public long limit;

  /** Of the call that this thread is beginning, for library code further inside, or null. */
  public RetrofuseGuard guard;

  /** The call that this thread is beginning, for library code further inside, or null. */
  public RetrofuseExchange exchange;

  /** Of the request that this thread makes, for library code further inside, or null. */
  public RetrofuseKept kept;

  /** What the application gets in place of the call that has just failed here, or null. */
  RetrofuseAnswer answer;

  /** That is recorded of the call that is beginning or ending on this thread, or null. */
  public RetrofuseSpan span;

  /** Whose message comes next, where spans are recorded; null for a request. */
  public String system;

  /** The topic, queue, exchange or subject of that message. */
  public String destination;

  /** The innermost iteration over messages that this thread is in; null outside of any. */
  RetrofuseMessages messages;

  /** What the send of this thread says of how it is to be made, see {@link RetrofuseMessaging}. */
  public long[] settings;

  /** Whether it works for the message at hand, though it iterates over others. */
  boolean holds;

  /** Whether the iteration that it is in came to its end meanwhile. */
  boolean heldEnds;

  /** The identity of the consumer that it polled last; 0 for none. */
  int polled;

  /** Of what this thread has: what it has of an earlier one is void. */
  private int since = epoch;

  /** The last that was taken along from here, or given to this thread; null for none. */
  private RetrofuseCarried carried;

  /** What a text is put together in; null for not yet. */
  private char[] scratch;

  private RetrofuseThread() {}

  public static RetrofuseThread current() {
    RetrofuseThread thread = CURRENT.get();
    if (thread.since != epoch) {
      thread.forget();
    }
    return thread;
  }

  /**
   * From now on no thread has what it has now, at detach: one that has taken it for itself, until
   * it asks for more, might keep it for as long as it lives.
   */
  static synchronized void forgetAll() {
    epoch++;
    any = false;
  }

  // Not how deep it is inside calls: those that are under way leave them yet.
  private void forget() {
    since = epoch;
    context = null;
    deadline = 0;
    headers = null;
    messages = null;
    polled = 0;
    carried = null;
    answer = null;
  }

  /** Whether threads may have something. */
  static boolean isAny() {
    return any;
  }

  /** A thread is going to have something. */
  public static void any() {
    if (!any) {
      any = true;
    }
  }

  /** The context of the current thread, or null. */
  static RetrofuseContext currentContext() {
    return any ? current().context() : null;
  }

  /** Room for texts of up to 128 characters, for who does not call anybody else meanwhile. */
  public char[] scratch() {
    if (scratch == null) {
      scratch = new char[SCRATCH];
    }
    return scratch;
  }

  /** Whether this thread is inside a call of that kind: what it calls then belongs to that call. */
  public boolean inside(int kind) {
    return depth[kind] > 0;
  }

  public void enter(int kind) {
    depth[kind]++;
  }

  public void leave(int kind) {
    depth[kind]--;
  }

  /** The context this thread works for, or null; not one of a request that ended long ago. */
  public RetrofuseContext context() {
    expire();
    return context;
  }

  /** Until when the caller waits; 0 for no deadline, or when the request is over. */
  public long deadline() {
    expire();
    return deadline;
  }

  /** The headers of the request that rules ask for, or null; likewise. */
  public RetrofuseContext headers() {
    expire();
    return headers;
  }

  /** What work takes along from here; one object as long as nothing changes. */
  RetrofuseCarried carried() {
    if (hasNothing()) {
      return RetrofuseCarried.NONE;
    }
    expire();
    if (!isCarried()) {
      carried = hasNothing() ? null : new RetrofuseCarried(context, deadline, headers);
    }
    return carried == null ? RetrofuseCarried.NONE : carried;
  }

  boolean hasNothing() {
    return context == null && deadline == 0 && headers == null;
  }

  /** Gives this thread what was taken along elsewhere. */
  void carry(RetrofuseCarried taken) {
    // To write a reference costs collectors something each time, but for null.
    if (context != taken.context) {
      context = taken.context;
    }
    if (headers != taken.headers) {
      headers = taken.headers;
    }
    deadline = taken.deadline;
    carried = taken == RetrofuseCarried.NONE ? null : taken;
  }

  /** The request is over here: what was taken along from it is left behind. */
  void ended() {
    if (isCarried()) {
      carried.endedAt(System.nanoTime());
      carried = null;
    }
  }

  private void expire() {
    if (carried != null && carried.hasEnded() && isCarried()) {
      // Nobody waits any longer for work that is left behind: it is not to be cut.
      carry(carried.isOutlived() ? RetrofuseCarried.NONE : carried.withoutDeadline());
    }
  }

  private boolean isCarried() {
    return carried != null
        && carried.context == context
        && carried.deadline == deadline
        && carried.headers == headers;
  }
}
