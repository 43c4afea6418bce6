package dev.retrofuse.engine;

import dev.retrofuse.engine.key.BaggageMember;
import dev.retrofuse.rules.Priority;
import dev.retrofuse.rules.PriorityClass;

/** Of how much of the room of a rule's limits a call may make use. */
final class Shares {
  private static final PriorityClass[] CLASSES = PriorityClass.values();

  private final Priority priority;

  /**
   * @param priority null where all calls matter alike
   */
  Shares(Priority priority) {
    this.priority = priority;
  }

  /** In (0, 1]; of a call of this thread. */
  double now() {
    if (priority == null) {
      return 1;
    }
    return priority.share(priority.member().isEmpty() ? priority.usual() : told());
  }

  private PriorityClass told() {
    for (PriorityClass each : CLASSES) {
      if (BaggageMember.is(priority.member(), each.toString())) {
        return each;
      }
    }
    return priority.usual();
  }
}
