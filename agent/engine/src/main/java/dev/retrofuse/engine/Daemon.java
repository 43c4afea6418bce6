package dev.retrofuse.engine;

/** A thread of the agent's, which holds nothing of the application and ends with the JVM. */
public final class Daemon {
  private Daemon() {}

  /** Not started yet. */
  public static Thread of(Runnable work, String name) {
    Thread thread = new Thread(topGroup(), work, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  // The group of the starting thread may be one that the application destroys.
  private static ThreadGroup topGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
