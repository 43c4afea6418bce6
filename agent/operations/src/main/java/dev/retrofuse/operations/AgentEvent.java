package dev.retrofuse.operations;

import dev.retrofuse.engine.StateChange;
import dev.retrofuse.engine.UtcTime;

/** Something that the agent has to tell: a line of its log, and what it is about. Immutable. */
final class AgentEvent {
  private final long atMillis;
  private final String text;
  private final StateChange change;
  private final String place;

  private AgentEvent(long atMillis, String text, StateChange change, String place) {
    this.place = place;
    this.atMillis = atMillis;
    this.text = LogLine.clean(text);
    this.change = change;
  }

  static AgentEvent now(String text) {
    return new AgentEvent(UtcTime.nowMillis(), text, null, null);
  }

  /** One of many of that place, of which the log has but some. */
  static AgentEvent often(String place, String text) {
    return new AgentEvent(UtcTime.nowMillis(), text, null, place);
  }

  static AgentEvent of(StateChange change) {
    return new AgentEvent(change.atMillis(), change.toString(), change, "state " + change.rule());
  }

  /** In milliseconds since 1970. */
  long atMillis() {
    return atMillis;
  }

  /** One line, without secrets. */
  String text() {
    return text;
  }

  /** What it has in common with others of which the log has but some; null for nothing. */
  String place() {
    return place;
  }

  /** Null for all else than a breaker's change of state. */
  StateChange change() {
    return change;
  }

  /** As it stands in the log. */
  @Override
  public String toString() {
    return LogLine.PREFIX + UtcTime.exact(atMillis) + ' ' + text;
  }
}
