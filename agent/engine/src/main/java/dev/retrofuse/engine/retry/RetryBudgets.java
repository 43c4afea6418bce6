package dev.retrofuse.engine.retry;

import dev.retrofuse.engine.limit.RetryBudget;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The retry budgets of all dependencies, each for all rules and places that call there. One is kept
 * for as long as somebody retries by it.
 */
public final class RetryBudgets {
  /** So many retries at once, at most: before any call has succeeded, too. */
  public static final int CAP = 10;

  private final ConcurrentHashMap<String, Kept> byDependency = new ConcurrentHashMap<>();
  private final ReferenceQueue<RetryBudget> gone = new ReferenceQueue<>();

  /**
   * The budget of a dependency, full when nobody has one of it.
   *
   * @param now monotonic nanoseconds
   */
  public RetryBudget of(String dependency, long now) {
    for (; ; ) {
      Kept kept = byDependency.get(dependency);
      RetryBudget known = kept == null ? null : kept.get();
      if (known != null) {
        return known;
      }
      RetryBudget made = new RetryBudget(CAP, now);
      if (puts(dependency, kept, new Kept(dependency, made, gone))) {
        forget();
        return made;
      }
    }
  }

  private boolean puts(String dependency, Kept before, Kept kept) {
    return before == null
        ? byDependency.putIfAbsent(dependency, kept) == null
        : byDependency.replace(dependency, before, kept);
  }

  private void forget() {
    for (Object each = gone.poll(); each != null; each = gone.poll()) {
      Kept kept = (Kept) each;
      byDependency.remove(kept.dependency, kept);
    }
  }

  /** How many are kept. */
  int size() {
    return byDependency.size();
  }

  private static final class Kept extends WeakReference<RetryBudget> {
    private final String dependency;

    Kept(String dependency, RetryBudget budget, ReferenceQueue<RetryBudget> gone) {
      super(budget, gone);
      this.dependency = dependency;
    }
  }
}
