package dev.retrofuse.waist;

/**
 * What a thread works for, left with a task of a library's that queues tasks itself, and hands them
 * to its threads on behalf of somebody else.
 */
public final class RetrofuseHandOver {
  private static final RetrofuseCarriers<RetrofuseCarried> LEFT =
      new RetrofuseCarriers<RetrofuseCarried>();

  private RetrofuseHandOver() {}

  /** Leaves what this thread works for, if anything, with that task, in place of what was left. */
  public static void leave(Object task) {
    RetrofuseCarried own = RetrofuseCarried.capture();
    if (own == null) {
      LEFT.remove(task);
      return;
    }
    put(task, own);
  }

  /** The same with an object that is new, so that nothing was left with it. */
  public static void leaveWithNew(Object task) {
    RetrofuseCarried own = RetrofuseCarried.capture();
    if (own != null) {
      put(task, own);
    }
  }

  /**
   * The same with an object that may be handed over again before it is done: for the same request,
   * which changes nothing, or for another one, which it cannot be told apart from then. It works
   * for neither of them.
   */
  public static void leaveUnlessShared(Object task) {
    RetrofuseCarried own = RetrofuseCarried.capture();
    RetrofuseCarried left = LEFT.get(task);
    if (left == null) {
      if (own != null) {
        put(task, own);
      }
    } else if (own == null || own.context != left.context) {
      put(task, RetrofuseCarried.NONE);
    }
  }

  private static void put(Object task, RetrofuseCarried own) {
    while (LEFT.removeCollected() != null) {
      // A task that was never run.
    }
    LEFT.put(task, own);
    if (RetrofuseAgent.current == null) {
      LEFT.remove(task); // the agent has gone meanwhile
    }
  }

  /**
   * From now on this thread works for what was left with the task, and for nothing else.
   *
   * @return what to give to {@link RetrofuseCarried#end}; null when nothing changed
   */
  public static RetrofuseCarried take(Object task) {
    RetrofuseCarried left = LEFT.remove(task);
    // Whoever handed it over may have worked for another request.
    return RetrofuseCarried.begin(left == null ? RetrofuseCarried.NONE : left);
  }

  /** The same for a task that runs in many pieces: what was left stays there for the next. */
  public static RetrofuseCarried share(Object task) {
    RetrofuseCarried left = LEFT.get(task);
    return RetrofuseCarried.begin(left == null ? RetrofuseCarried.NONE : left);
  }

  /** As {@link #share} where something was left; else this thread goes on with its own. */
  public static RetrofuseCarried shareIfAny(Object task) {
    return RetrofuseCarried.beginOther(LEFT.get(task));
  }

  /** As {@link #take} where something was left; else this thread goes on with its own. */
  public static RetrofuseCarried takeIfAny(Object task) {
    return RetrofuseCarried.begin(LEFT.remove(task));
  }

  /** Forgets what was left with any task: at detach. */
  public static void forgetAll() {
    while (LEFT.removeAny() != null) {
      // One less.
    }
  }
}
