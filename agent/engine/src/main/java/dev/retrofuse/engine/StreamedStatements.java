package dev.retrofuse.engine;

import dev.retrofuse.engine.jdbc.WeakIdentityMap;
import dev.retrofuse.waist.RetrofuseThread;

/**
 * Statements with a parameter that can be read only once, until the application takes their
 * parameters back: made again, they would write what is left of it, which is nothing.
 */
final class StreamedStatements {
  // 8 per bucket.
  private static final int BUCKETS = 1_024;

  private volatile WeakIdentityMap<Boolean> streamed;

  void add(Object statement) {
    map().put(statement, true);
  }

  private WeakIdentityMap<Boolean> map() {
    WeakIdentityMap<Boolean> known = streamed;
    return known == null ? first() : known;
  }

  private synchronized WeakIdentityMap<Boolean> first() {
    streamed = streamed == null ? new WeakIdentityMap<Boolean>(BUCKETS) : streamed;
    return streamed;
  }

  /** Not when the driver does so by itself: the execution that is under way may yet fail. */
  void clear(Object statement) {
    if (contains(statement) && !RetrofuseThread.current().inside(RetrofuseThread.JDBC)) {
      map().put(statement, null);
    }
  }

  boolean contains(Object statement) {
    WeakIdentityMap<Boolean> known = streamed;
    return known != null && known.get(statement) != null;
  }
}
