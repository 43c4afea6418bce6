package dev.retrofuse.jfr;

import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.Refusal;
import dev.retrofuse.engine.StateChange;
import jdk.jfr.FlightRecorder;

/**
 * Tells the flight recorder, once somebody else has set it up. Until then its events' classes are
 * not even loaded: one look at a flag for each call that is refused or slow.
 */
public final class FlightEvents implements Events {
  private final Events events;
  private volatile boolean told;

  private FlightEvents(Events events) {
    this.events = events;
  }

  /**
   * Where this Java has a flight recorder, else the others alone.
   *
   * @param events who is told as well
   */
  public static Events before(Events events) {
    try {
      Class.forName("jdk.jfr.FlightRecorder", false, FlightEvents.class.getClassLoader());
      return new FlightEvents(events);
    } catch (ClassNotFoundException | LinkageError none) {
      return events;
    }
  }

  /** Lets the flight recorder forget its events' classes, where it knows them. */
  public static void forget(Events events) {
    if (events instanceof FlightEvents && ((FlightEvents) events).told) {
      FlightRecorder.unregister(RefusalEvent.class);
      FlightRecorder.unregister(StateChangeEvent.class);
      FlightRecorder.unregister(SlowCallEvent.class);
    }
  }

  @Override
  public boolean watchesCalls() {
    return FlightRecorder.isInitialized();
  }

  @Override
  public void refused(Refusal refusal) {
    told = true;
    RefusalEvent.tell(refusal);
  }

  @Override
  public void slow(String rule, String key, long nanos) {
    told = true;
    SlowCallEvent.tell(rule, key, nanos);
  }

  @Override
  public void stateChanged(StateChange change) {
    events.stateChanged(change);
    if (FlightRecorder.isInitialized()) {
      told = true;
      StateChangeEvent.tell(change);
    }
  }

  @Override
  public void note(String place, String text) {
    events.note(place, text);
  }

  @Override
  public void told(String text) {
    events.told(text);
  }
}
