package dev.retrofuse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which policy of a key refused how many calls, where that is not the breaker alone. */
final class PolicyRemarks {
  private PolicyRemarks() {}

  @SuppressWarnings("unchecked") // what Jackson makes of a list of objects
  static List<String> of(Map<String, Object> breaker) {
    List<String> remarks = new ArrayList<>();
    Object policies = breaker.get("policies");
    if (policies instanceof List) {
      for (Map<String, Object> policy : (List<Map<String, Object>>) policies) {
        add(remarks, policy);
      }
    }
    return remarks;
  }

  private static void add(List<String> remarks, Map<String, Object> policy) {
    String name = String.valueOf(policy.get("policy"));
    long refused = Json.number(policy, "refused");
    long would = Json.number(policy, "wouldRefuse");
    boolean cuts = name.equals("time-out");
    if (refused > 0 && !name.equals("breaker")) {
      remarks.add(name + (cuts ? " cut " : " refused ") + refused);
    }
    if (would > 0) {
      remarks.add(name + (cuts ? " would have cut " : " would have refused ") + would);
    }
  }
}
