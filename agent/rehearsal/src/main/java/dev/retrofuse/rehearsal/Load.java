package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.PlannedCalls;
import dev.retrofuse.rules.StepCount;
import java.util.EnumMap;
import java.util.Map;

/** The calls of one step, as far as they have come. */
final class Load {
  private final PlannedCalls planned;
  private final Instead instead;
  private final VirtualTime time;
  private final Map<StepCount, Long> counts = new EnumMap<>(StepCount.class);
  private int tries;

  /**
   * @param planned null for a step without calls
   */
  Load(PlannedCalls planned, Instead instead, VirtualTime time) {
    this.planned = planned;
    this.instead = instead;
    this.time = time;
  }

  PlannedCalls planned() {
    return planned;
  }

  Instead instead() {
    return instead;
  }

  VirtualTime time() {
    return time;
  }

  /** A try begins: which one it is, from 0. */
  int next() {
    return tries++;
  }

  void count(StepCount what) {
    counts.merge(what, 1L, Long::sum);
  }

  long counted(StepCount what) {
    return counts.getOrDefault(what, 0L);
  }
}
