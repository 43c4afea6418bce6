package dev.retrofuse.cli;

import dev.retrofuse.engine.breaker.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the drill of a key's rule does, while it lasts, and has done. */
final class DrillRemarks {
  private DrillRemarks() {}

  @SuppressWarnings("unchecked") // what Jackson makes of an object
  static List<String> of(Map<String, Object> breaker) {
    List<String> remarks = new ArrayList<>();
    if (breaker.get("drill") instanceof Map) {
      Map<String, Object> drill = (Map<String, Object>) breaker.get("drill");
      remarks.add("observe".equals(breaker.get("mode")) ? observed(drill) : text(drill));
    }
    return remarks;
  }

  private static String text(Map<String, Object> drill) {
    long left = Json.number(drill, "leftMillis");
    long struck = Json.number(drill, "struck");
    return (left > 0
            ? "a drill strikes "
                + percent(drill)
                + " for "
                + StatusText.span(left)
                + ", so far "
                + struck
            : "a drill has struck " + struck + " and is over")
        + supposed(Json.number(drill, "wouldStrike"));
  }

  private static String observed(Map<String, Object> drill) {
    long left = Json.number(drill, "leftMillis");
    long would = Json.number(drill, "wouldStrike");
    return left > 0
        ? "a drill would strike "
            + percent(drill)
            + " for "
            + StatusText.span(left)
            + ", so far "
            + would
        : "a drill would have struck " + would + " and is over";
  }

  private static String supposed(long wouldStrike) {
    return wouldStrike > 0 ? ", would have struck " + wouldStrike : "";
  }

  private static String percent(Map<String, Object> drill) {
    Object share = drill.get("share");
    return Texts.percent(share instanceof Number ? ((Number) share).doubleValue() : 0);
  }
}
