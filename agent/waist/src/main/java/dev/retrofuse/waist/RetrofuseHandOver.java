package dev.retrofuse.waist;

/**
 * What a thread works for, left with a task of the library's for the thread that will run it. Its
 * trace context, its deadline, and the headers that rules ask for.
 */
public final class RetrofuseHandOver {
  private static final RetrofuseCarriers<RetrofuseHandOver> LEFT =
      new RetrofuseCarriers<RetrofuseHandOver>();

  private final RetrofuseContext context;
  private final long deadline;
  private final RetrofuseContext headers;

  RetrofuseHandOver(RetrofuseThread thread) {
    context = thread.context;
    deadline = thread.deadline;
    headers = thread.headers;
  }

  private boolean isNothing() {
    return context == null && deadline == 0 && headers == null;
  }

  /** Leaves what this thread works for, if anything, with that task, in place of what was left. */
  public static void leave(Object task) {
    RetrofuseHandOver own = new RetrofuseHandOver(RetrofuseThread.current());
    if (own.isNothing()) {
      LEFT.remove(task);
      return;
    }
    while (LEFT.removeCollected() != null) {
      // A task that was never run.
    }
    LEFT.put(task, own);
    if (RetrofuseAgent.current == null) {
      LEFT.remove(task); // the agent has gone meanwhile
    }
  }

  /**
   * From now on this thread works for what was left with the task.
   *
   * @return what to give to {@link #restore}; null when nothing was left
   */
  public static RetrofuseHandOver take(Object task) {
    return begin(LEFT.remove(task));
  }

  /** The same for one of several threads or times: it stays there for the next. */
  public static RetrofuseHandOver share(Object task) {
    return begin(LEFT.get(task));
  }

  private static RetrofuseHandOver begin(RetrofuseHandOver left) {
    if (left == null) {
      return null;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseHandOver before = new RetrofuseHandOver(thread);
    left.set(thread);
    return before;
  }

  /** Ends what {@link #take} or {@link #share} began; nothing for null. */
  public static void restore(RetrofuseHandOver before) {
    if (before != null) {
      before.set(RetrofuseThread.current());
    }
  }

  /** Forgets what was left with any task: at detach. */
  public static void forgetAll() {
    while (LEFT.removeAny() != null) {
      // One less.
    }
  }

  private void set(RetrofuseThread thread) {
    thread.context = context;
    thread.deadline = deadline;
    thread.headers = headers;
  }
}
