package dev.retrofuse.jfr;

import dev.retrofuse.engine.StateChange;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A breaker that has changed its state. */
@Name("dev.retrofuse.StateChange")
@Label("Change of a Breaker's State")
@Category("Retrofuse")
@Description("The circuit breaker of a rule's key went from one state to another")
final class StateChangeEvent extends jdk.jfr.Event {
  @Label("Rule")
  String rule;

  @Label("Key")
  String key;

  @Label("From")
  String from;

  @Label("To")
  String to;

  @Label("Why")
  String why;

  @Label("Observed Only")
  boolean observes;

  static void tell(StateChange change) {
    StateChangeEvent event = new StateChangeEvent();
    if (event.shouldCommit()) {
      event.rule = change.rule();
      event.key = change.key();
      event.from = change.from().word();
      event.to = change.to().word();
      event.why = change.why();
      event.observes = change.mode() == dev.retrofuse.rules.Mode.OBSERVE;
      event.commit();
    }
  }
}
