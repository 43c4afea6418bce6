package dev.retrofuse.engine.timeout;

import dev.retrofuse.rules.Kind;

/** How calls of one kind are cut, and what they throw then. */
abstract class Cut {
  private static final StackTraceElement[] NO_STACK = {};

  static Cut of(Kind kind) {
    switch (kind) {
      case JDBC:
        return new JdbcCut();
      case HTTP:
        return new HttpCut();
      default:
        return new MessagingCut();
    }
  }

  /** Makes the library give the call up; may block for as long as the library wants. */
  abstract void cut(Object target, String text) throws Exception;

  /** Whether what is cut are statements of a database. */
  boolean isOfStatements() {
    return false;
  }

  /** Makes an object usable again after the call that was cut has ended. */
  void repair(Object target) throws Exception {}

  /**
   * A call under a time limit begins: makes the library give it up by itself where no cut reaches
   * it.
   *
   * @param nanos how long the call may take
   * @return what {@link #unbound} needs; negative for nothing
   */
  int bound(Object target, long nanos) {
    return -1;
  }

  /** The call has ended. */
  void unbound(Object target, int before) {}

  /** Whether no call can follow that a late cut would hit. */
  boolean isLast(Object target) {
    return false;
  }

  /** Whether a failure is a time-out of the library's own type. */
  abstract boolean isTimeOut(Throwable thrown);

  /** A time-out of the library's own type; the cause may be null. */
  abstract Throwable timeOut(String text, Throwable cause);

  /** Looks as if thrown where the library's own failure was. */
  static <T extends Throwable> T like(T made, Throwable cause) {
    made.setStackTrace(cause == null ? NO_STACK : cause.getStackTrace());
    return made;
  }

  /**
   * The interface of that name which the type implements, for types that the agent cannot name; or
   * null.
   */
  static Class<?> supertype(Class<?> type, String name) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> implemented : each.getInterfaces()) {
        Class<?> found =
            implemented.getName().equals(name) ? implemented : supertype(implemented, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
