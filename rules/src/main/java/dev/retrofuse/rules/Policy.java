package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/** The policies a rule may have, in the order in which a call passes them. */
public enum Policy {
  /** Makes calls again, so that each try passes those that follow. */
  RETRY("retry"),
  /** Comes with a time-out; no section of its own. */
  DEADLINE("deadline"),
  RATE_LIMIT("rate-limit"),
  BULKHEAD("bulkhead"),
  CONCURRENCY_LIMIT("concurrency-limit"),
  THROTTLE("throttle"),
  BREAKER("breaker"),
  TIME_OUT("time-out");

  private final String word;

  Policy(String word) {
    this.word = word;
  }

  /** As written in a rule file. */
  @Override
  public String toString() {
    return word;
  }

  /** Null when there is none. */
  static Policy of(String word) {
    for (Policy policy : values()) {
      if (policy.word.equals(word)) {
        return policy;
      }
    }
    return null;
  }

  /** Those that a rule has as a section. */
  static List<String> sections() {
    List<String> words = words();
    words.remove(DEADLINE.word);
    return words;
  }

  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Policy policy : values()) {
      words.add(policy.word);
    }
    return words;
  }
}
