package dev.retrofuse.operations;

import dev.retrofuse.engine.GuardStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The status of all guards, taken at most a few times a second however many beans ask for it. */
final class Guards {
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final AgentView view;
  private Map<String, GuardStatus> latest;
  private long takenNanos;

  Guards(AgentView view) {
    this.view = view;
  }

  /** Null when there is no such guard any more. */
  synchronized GuardStatus get(String id) {
    if (latest == null || System.nanoTime() - takenNanos > FRESH_NANOS) {
      refresh();
    }
    return latest.get(id);
  }

  /** Every guard as it is now, by {@link #id}. */
  synchronized Map<String, GuardStatus> refresh() {
    Map<String, GuardStatus> now = new LinkedHashMap<>();
    for (GuardStatus guard : view.guards()) {
      now.put(id(guard), guard);
    }
    takenNanos = System.nanoTime();
    latest = now;
    return now;
  }

  static String id(GuardStatus guard) {
    return guard.rule() + '\n' + guard.key();
  }
}
