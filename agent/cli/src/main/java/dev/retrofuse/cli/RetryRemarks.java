package dev.retrofuse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of a key's retries, where there were any. */
final class RetryRemarks {
  private RetryRemarks() {}

  @SuppressWarnings("unchecked") // what Jackson makes of an object
  static List<String> of(Map<String, Object> breaker) {
    List<String> remarks = new ArrayList<>();
    if (breaker.get("retry") instanceof Map) {
      add(remarks, (Map<String, Object>) breaker.get("retry"));
    }
    return remarks;
  }

  private static void add(List<String> remarks, Map<String, Object> retry) {
    long made = Json.number(retry, "made");
    if (made > 0) {
      remarks.add("retried " + made + ", " + Json.number(retry, "succeeded") + " with success");
    }
    if (Json.number(retry, "wouldRetry") > 0) {
      remarks.add("would have retried " + Json.number(retry, "wouldRetry"));
    }
    if (Json.number(retry, "outOfBudget") > 0) {
      remarks.add("no budget to retry " + Json.number(retry, "outOfBudget"));
    }
  }
}
