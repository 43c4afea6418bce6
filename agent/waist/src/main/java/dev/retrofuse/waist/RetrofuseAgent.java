package dev.retrofuse.waist;

/** The one agent of this JVM, seen from woven code (faults) and from later attaches (commands). */
public abstract class RetrofuseAgent {
  /** Raised when a class here changes incompatibly. */
  public static final int WAIST_VERSION = 1;

  /** Null when no agent is attached. */
  public static volatile RetrofuseAgent current;

  /** Where every fault of woven code ends: counted, logged once per place, never thrown. */
  public static void fault(Throwable fault, String instrumentation) {
    try {
      RetrofuseAgent agent = current;
      if (agent != null) {
        agent.onFault(fault, instrumentation);
      }
    } catch (Throwable unreportable) {
      // A fault that cannot be reported must still not reach the application.
    }
  }

  protected abstract void onFault(Throwable fault, String instrumentation);

  /**
   * Runs an operator's command.
   *
   * @param arguments the command's name, then {@code key=value} pairs
   * @return the reply, as text
   */
  public abstract String command(String arguments);
}
