package dev.retrofuse.engine;

import dev.retrofuse.engine.key.BaggageMember;
import dev.retrofuse.engine.key.RequestHeader;
import dev.retrofuse.rules.Priority;
import dev.retrofuse.rules.PriorityClass;

/** Of how much of the room of a rule's limits a call may make use. */
final class Shares {
  private static final PriorityClass[] CLASSES = PriorityClass.values();

  private final Priority priority;
  private final String header;
  private final String member;

  /**
   * @param priority null where all calls matter alike
   */
  Shares(Priority priority) {
    this.priority = priority;
    header = priority == null ? "" : priority.header();
    member = priority == null ? "" : priority.member();
  }

  /** In (0, 1]; of a call of this thread. */
  double now() {
    return priority == null ? 1 : priority.share(told());
  }

  private PriorityClass told() {
    for (PriorityClass each : CLASSES) {
      if (!header.isEmpty() && RequestHeader.is(header, each.toString())) {
        return each;
      }
    }
    for (PriorityClass each : CLASSES) {
      if (!member.isEmpty() && BaggageMember.is(member, each.toString())) {
        return each;
      }
    }
    return priority.usual();
  }
}
