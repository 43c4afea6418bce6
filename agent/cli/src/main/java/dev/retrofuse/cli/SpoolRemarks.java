package dev.retrofuse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a key's messages on disk are, where there are any. */
final class SpoolRemarks {
  private SpoolRemarks() {}

  @SuppressWarnings("unchecked") // what Jackson makes of an object
  static List<String> of(Map<String, Object> breaker) {
    List<String> remarks = new ArrayList<>();
    if (breaker.get("spool") instanceof Map) {
      add(remarks, (Map<String, Object>) breaker.get("spool"));
    }
    return remarks;
  }

  private static void add(List<String> remarks, Map<String, Object> spool) {
    long messages = Json.number(spool, "messages");
    if (messages > 0) {
      long seconds = Json.number(spool, "oldestMillis") / 1_000;
      remarks.add("keeps " + messages + " messages, the oldest for " + seconds + " s");
    }
    if (Json.number(spool, "notKept") > 0) {
      remarks.add("could not keep " + Json.number(spool, "notKept"));
    }
    if (Json.number(spool, "setAside") > 0) {
      remarks.add("set " + Json.number(spool, "setAside") + " aside");
    }
  }
}
