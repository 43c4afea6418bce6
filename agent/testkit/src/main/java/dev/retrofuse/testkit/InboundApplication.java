package dev.retrofuse.testkit;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;

/** The application in a server under test: it looks at what its thread carries. */
public final class InboundApplication {
  volatile boolean fails;
  private volatile Seen filtered;
  private volatile Seen handled;

  InboundApplication() {}

  /** To be called by a filter before it hands on. */
  public void filter() {
    filtered = new Seen();
  }

  /**
   * To be called by the handler.
   *
   * @return the body to answer with
   * @throws IllegalStateException when this request is to fail
   */
  public String handle() {
    handled = new Seen();
    if (fails) {
      throw new IllegalStateException("the application's own failure");
    }
    return "Hello";
  }

  Seen filtered() {
    return filtered;
  }

  Seen handled() {
    return handled;
  }

  /** A thread and the context it had. */
  static final class Seen {
    private final Thread thread = Thread.currentThread();
    private final RetrofuseContext context = RetrofuseThread.current().context;
    private final long deadline = RetrofuseThread.current().deadline;
    private final RetrofuseContext headers = RetrofuseThread.current().headers;
    private final long at = System.nanoTime();

    Thread thread() {
      return thread;
    }

    /** How long the caller still waits, in nanoseconds; null for no deadline. */
    Long left() {
      return deadline == 0 ? null : deadline - at;
    }

    /** A header that a rule asks for, or null. */
    String header(String name) {
      return headers == null ? null : headers.value(name);
    }

    Object context() {
      return context;
    }

    /** The context's headers, each as {@code name=value} and a space. */
    String text() {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < context.size(); i++) {
        text.append(context.name(i)).append('=').append(context.value(i)).append(' ');
      }
      return text.toString();
    }
  }
}
