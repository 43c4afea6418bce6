package dev.retrofuse.rehearsal;

import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What breakers did in the course of a test or a replay, and when on its clock. */
public final class History implements Events {
  private final VirtualTime time;
  private final List<StateAt> changes = new ArrayList<>();

  public History(VirtualTime time) {
    this.time = time;
  }

  @Override
  public void stateChanged(StateChange change) {
    changes.add(new StateAt(time.nanos(), change));
  }

  /** Remarks are for the log of an agent. */
  @Override
  public void note(String place, String text) {}

  /** In their order; a copy. */
  public List<StateAt> changes() {
    return Collections.unmodifiableList(new ArrayList<>(changes));
  }

  /**
   * Whether the breaker of that rule and key was in that state at any time from the one to the
   * other.
   *
   * @param now its state now
   */
  boolean was(String state, String rule, String key, long from, long to, String now) {
    String before = now;
    boolean was = false;
    for (int i = changes.size() - 1; i >= 0; i--) {
      StateAt change = changes.get(i);
      if (change.isOf(rule, key)) {
        was |= change.nanos() <= to && change.nanos() >= from && change.to().equals(state);
        before = change.nanos() > from ? change.from() : before;
      }
    }
    return was || before.equals(state);
  }

  /**
   * When the breaker of that rule and key first came into that state from then on; -1 for never.
   */
  long reached(String state, String rule, String key, long from) {
    for (StateAt change : changes) {
      if (change.isOf(rule, key) && change.nanos() >= from && change.to().equals(state)) {
        return change.nanos();
      }
    }
    return -1;
  }
}
