package dev.retrofuse.operations;

import java.util.Map;

/** One guard: the policies of a rule for one key. Counts are since the guard came to be. */
public interface BreakerMXBean {
  /** The rule's name. */
  String getRule();

  /** Which of the rule's calls this is about, such as a host. */
  String getKey();

  /** {@code jdbc}, {@code http} or {@code messaging}. */
  String getKind();

  /** {@code enforce} or {@code observe}. */
  String getMode();

  /**
   * {@code CLOSED}, {@code OPEN}, {@code HALF_OPEN}, {@code RECOVERING}, or {@code NONE} for a rule
   * without breaker.
   */
  String getState();

  long getCalls();

  long getFailures();

  long getSlow();

  long getRefused();

  /** Calls that would have been refused if the rule did more than observe. */
  long getWouldRefuse();

  /** Refused calls by policy, named as in a rule file; calls cut in the case of a time-out. */
  Map<String, Long> getRefusedBy();

  /** The same of those that were only observed. */
  Map<String, Long> getWouldRefuseBy();

  /** Calls in whose place the application got the rule's fallback. */
  long getFallbacks();

  /** Good answers that are kept for {@code last-good}. */
  long getKept();

  /** About how many bytes these take. */
  long getKeptBytes();

  /** What half of the last minutes' calls took at most; 0 where durations are not counted. */
  long getMedianMicros();

  /** What 99 of 100 took at most. */
  long getP99Micros();

  /** Retries that were made; 0, as the next three, for a rule without them. */
  long getRetries();

  long getRetriesSucceeded();

  long getRetriesOutOfBudget();

  long getWouldRetry();

  /** Messages on disk that wait to be sent; 0, as the next four, for a rule that keeps none. */
  long getSpoolMessages();

  long getSpoolBytes();

  long getSpoolOldestMillis();

  /** Of the whole rule. */
  long getSpoolNotKept();

  /** Of the whole rule. */
  long getSpoolSetAside();

  /** Calls that the rule's drill has struck. */
  long getDrillStruck();

  /** Calls that it did not strike because the rule observes. */
  long getDrillWouldStrike();

  /** How long the drill goes on; 0 without one. */
  long getDrillLeftMillis();

  /** Calls under way. */
  int getConcurrent();

  /** How many calls may be under way; 0 for a rule without bulkhead. */
  int getMaxConcurrent();

  /** How long the state has lasted, in milliseconds. */
  long getSinceMillis();

  /** How long calls will still be refused, in milliseconds; 0 unless open. */
  long getOpenForMillis();

  /** Who has forced the breaker into its state; empty when nobody has. */
  String getForcedBy();

  /**
   * Forces the breaker to be open; trial calls follow.
   *
   * @param seconds how long, 1 to 86,400
   */
  void open(int seconds);

  /**
   * Forces the breaker to be closed, whatever becomes of its calls.
   *
   * @param seconds how long, 1 to 86,400
   */
  void close(int seconds);

  /** Closes the breaker and lets it forget calls, back-off and what was forced. */
  void reset();
}
