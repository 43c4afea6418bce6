package dev.retrofuse.operations;

import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;

/**
 * One log line for every change of a breaker's state. Told on application threads, which leave the
 * change and go on; written by the agent's thread.
 */
public final class EventLog implements Events {
  static final int MOST_WAITING = 1_000;

  private final AgentLog log;
  private final Mailbox<StateChange> waiting = new Mailbox<>(MOST_WAITING);

  public EventLog(AgentLog log) {
    this.log = log;
  }

  @Override
  public void stateChanged(StateChange change) {
    waiting.offer(change);
  }

  @Override
  public void note(String place, String text) {
    log.once(place, text);
  }

  @Override
  public void told(String text) {
    log.line(text);
  }

  void writtenBy(Thread thread) {
    waiting.readBy(thread);
  }

  void drain() {
    for (StateChange change = waiting.poll(); change != null; change = waiting.poll()) {
      log.line(AgentEvent.of(change));
    }
    long dropped = waiting.takeDropped();
    if (dropped > 0) {
      log.line(dropped + " changes of state are missing here: too many at once");
    }
  }
}
