package dev.retrofuse.dist;

import java.util.Set;

/**
 * What a policy does to calls.
 *
 * @param policy its key in the rule file, and perhaps how it is used
 * @param kinds for which kinds of call this holds
 * @param rule what the rule says beside name and match
 * @param calls steps, separated by commas, see {@link Steps}
 * @param why what a refusal says at its end; a star is any text
 * @param status what the status then says of the rule's one key, see {@link RuleStatus}
 */
record PolicyCase(
    String policy, Set<CallKind> kinds, String rule, String calls, String why, String status) {
  String name(CallKind kind) {
    return policy.replace(' ', '-') + "-" + kind;
  }
}
