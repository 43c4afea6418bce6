package dev.retrofuse.rehearsal;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.rules.StepCount;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What the engine itself counts, over all keys of all rules. */
final class Totals {
  private final Map<StepCount, Long> counts = new EnumMap<>(StepCount.class);

  private Totals() {}

  /** As it is now. */
  static Totals of(Engine engine) {
    Totals totals = new Totals();
    Map<String, Long> struck = new HashMap<>(); // a drill is its rule's, not a key's
    for (GuardStatus status : engine.status()) {
      totals.add(StepCount.WOULD_REFUSE, status.wouldRefuse());
      if (status.retry() != null) {
        totals.add(StepCount.RETRIES, status.retry().made());
        totals.add(StepCount.OUT_OF_BUDGET, status.retry().outOfBudget());
      }
      if (status.drill() != null) {
        struck.put(status.rule(), status.drill().struck());
      }
    }
    struck.values().forEach(each -> totals.add(StepCount.STRUCK, each));
    return totals;
  }

  private void add(StepCount what, long count) {
    counts.merge(what, count, Long::sum);
  }

  long of(StepCount what) {
    return counts.getOrDefault(what, 0L);
  }
}
