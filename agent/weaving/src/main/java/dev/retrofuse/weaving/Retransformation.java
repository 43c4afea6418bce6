package dev.retrofuse.weaving;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends loaded classes through the transformers again, in bounded batches with pauses, because each
 * batch stops the JVM; a class that fails takes only itself out, never its batch.
 */
final class Retransformation {
  private static final int BATCH = 50;
  private static final long PAUSE_NANOS = 5_000_000;

  private final Instrumentation instrumentation;
  private final WeavingLog log;
  private final List<Class<?>> classes;

  private Retransformation(
      Instrumentation instrumentation, WeavingLog log, List<Class<?>> classes) {
    this.instrumentation = instrumentation;
    this.log = log;
    this.classes = classes;
  }

  /** Which classes to send. */
  interface Filter {
    boolean accepts(Class<?> type);
  }

  static Retransformation of(Instrumentation instrumentation, WeavingLog log, Filter filter) {
    List<Class<?>> chosen = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (instrumentation.isModifiableClass(type) && accepted(filter, type, log)) {
        chosen.add(type);
      }
    }
    return new Retransformation(instrumentation, log, chosen);
  }

  /** Those of them alone that the filter accepts, in a transformation of their own. */
  Retransformation only(Filter filter) {
    List<Class<?>> some = new ArrayList<>();
    for (Class<?> type : classes) {
      if (filter.accepts(type)) {
        some.add(type);
      }
    }
    return new Retransformation(instrumentation, log, some);
  }

  // A class whose supertypes cannot be linked throws here; it was never usable, so it is left
  // alone.
  private static boolean accepted(Filter filter, Class<?> type, WeavingLog log) {
    try {
      return filter.accepts(type);
    } catch (LinkageError e) {
      log.leftAlone("link " + type.getName(), "left alone: " + type.getName() + ": " + e);
      return false;
    }
  }

  void run() {
    for (int from = 0; from < classes.size(); from += BATCH) {
      if (from > 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      retransform(classes.subList(from, Math.min(from + BATCH, classes.size())));
    }
  }

  private void retransform(List<Class<?>> batch) {
    try {
      instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
    } catch (Exception | LinkageError e) {
      apart(batch, e);
    }
  }

  private void apart(List<Class<?>> batch, Throwable cause) {
    if (batch.size() == 1) {
      String name = batch.get(0).getName();
      log.leftAlone("retransform " + name, "left alone: " + name + ": " + cause);
      return;
    }
    int middle = batch.size() / 2;
    retransform(batch.subList(0, middle));
    retransform(batch.subList(middle, batch.size()));
  }
}
