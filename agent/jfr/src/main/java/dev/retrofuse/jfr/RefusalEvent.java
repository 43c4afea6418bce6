package dev.retrofuse.jfr;

import dev.retrofuse.engine.Refusal;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A call that was refused. */
@Name("dev.retrofuse.Refusal")
@Label("Refused Call")
@Category("Retrofuse")
@Description("A call that a policy of a rule has refused")
@StackTrace(false) // there may be very many
final class RefusalEvent extends jdk.jfr.Event {
  @Label("Rule")
  String rule;

  @Label("Key")
  String key;

  @Label("Policy")
  String policy;

  @Label("State of the Breaker")
  String breaker;

  static void tell(Refusal refusal) {
    RefusalEvent event = new RefusalEvent();
    if (event.shouldCommit()) {
      event.rule = refusal.rule();
      event.key = refusal.key();
      event.policy = refusal.policy();
      event.breaker = refusal.breaker();
      event.commit();
    }
  }
}
