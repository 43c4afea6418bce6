package dev.retrofuse.waist;

import java.util.concurrent.CountedCompleter;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;

/** Tasks on their way from the thread that asks for them to the one that runs them. */
public final class RetrofuseWork {
  private RetrofuseWork() {}

  /** A task is handed over as it is; {@link #took} or {@link #given} take up what it carries. */
  public static void hands(Object task) {
    RetrofuseCarried carried = RetrofuseCarried.capture();
    if (carried != null && isBare(task)) {
      RetrofusePending.put(task, carried);
    }
  }

  /** A recursive task is forked or submitted; others of that pool carry by themselves. */
  public static void forks(Object task) {
    RetrofuseCarried carried = RetrofuseCarried.capture();
    if (carried != null && isRecursive(task)) {
      RetrofusePending.put(task, carried);
    }
  }

  /** A task that was handed over will not be run by whom it was handed to. */
  public static void givesUp(Object task) {
    RetrofusePending.take(task);
  }

  /**
   * This thread runs a task that was handed over.
   *
   * @return what to give to {@link RetrofuseCarried#end}
   */
  public static RetrofuseCarried given(Object task) {
    return RetrofuseCarried.isNone() ? null : RetrofuseCarried.begin(RetrofusePending.take(task));
  }

  /** This thread of a pool has got its next task; null for none. What it had before is over. */
  public static void took(Object task) {
    if (RetrofuseCarried.isNone()) {
      return;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    RetrofuseCarried carried = RetrofusePending.take(task);
    if (carried != null) {
      thread.carry(carried);
    } else if (!thread.hasNothing()) {
      thread.carry(RetrofuseCarried.NONE);
    }
  }

  /** Forgets what tasks took along that have yet to run, and what threads have: at detach. */
  public static void clear() {
    RetrofusePending.clear();
    RetrofuseThread.forgetAll();
  }

  private static boolean isRecursive(Object task) {
    return task instanceof CountedCompleter
        || task instanceof RecursiveTask
        || task instanceof RecursiveAction;
  }

  // Futures carry by themselves. What the JDK hands over for itself belongs to no request.
  private static boolean isBare(Object task) {
    return !(task instanceof FutureTask) && isApplication(task);
  }

  /** Whether it is no class of the JDK's core; what that makes of an application's task counts. */
  static boolean isApplication(Object task) {
    Class<?> type = task.getClass();
    return type.getClassLoader() != null
        || type.getName().equals("java.util.concurrent.Executors$RunnableAdapter");
  }
}
