package dev.retrofuse.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** A call that was slow. Told when it has ended. */
@Name("dev.retrofuse.SlowCall")
@Label("Slow Call")
@Category("Retrofuse")
@Description("A call that its rule's breaker takes for slow, told when it has ended")
final class SlowCallEvent extends jdk.jfr.Event {
  @Label("Rule")
  String rule;

  @Label("Key")
  String key;

  @Label("Took")
  @Timespan(Timespan.NANOSECONDS)
  long took;

  static void tell(String rule, String key, long nanos) {
    SlowCallEvent event = new SlowCallEvent();
    if (event.shouldCommit()) {
      event.rule = rule;
      event.key = key;
      event.took = nanos;
      event.commit();
    }
  }
}
