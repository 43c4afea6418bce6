package dev.retrofuse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What somebody has changed by hand, and how long yet. */
final class OverrideRemarks {
  private OverrideRemarks() {}

  static List<String> of(Map<String, Object> breaker) {
    List<String> remarks = new ArrayList<>();
    add(remarks, breaker, "forced", "forced by ");
    add(remarks, breaker, "observed", "made to observe by ");
    return remarks;
  }

  private static void add(
      List<String> remarks, Map<String, Object> breaker, String field, String what) {
    if (breaker.get(field) instanceof Map) {
      @SuppressWarnings("unchecked") // what Jackson makes of an object
      Map<String, Object> override = (Map<String, Object>) breaker.get(field);
      String left = StatusText.span(Json.number(override, "leftMillis"));
      remarks.add(what + override.get("by") + ", " + left + " left");
    }
  }
}
