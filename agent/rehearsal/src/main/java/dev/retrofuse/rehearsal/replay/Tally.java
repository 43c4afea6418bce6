package dev.retrofuse.rehearsal.replay;

import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rehearsal.StateAt;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What would have become of the calls of one key of a rule. */
public final class Tally {
  private final Rule rule;
  private final String key;
  private final long lastNanos;
  private final Series series;
  private final List<Opening> openings = new ArrayList<>();
  private long calls;
  private long failures;
  private long slow;
  private long refused;
  private long refusedFailed;
  private long refusedSucceeded;
  private long cut;
  private long savedNanos;
  private long retries;
  private long outOfBudget;
  private long rescued;
  private long answered;

  Tally(Rule rule, String key, long lastNanos) {
    this.rule = rule;
    this.key = key;
    this.lastNanos = lastNanos;
    series = new Series(lastNanos);
  }

  /**
   * Counts a call.
   *
   * @param meaning of its end; null where it had none
   * @param cutNanos after which a time-out would have ended it; 0 for not
   */
  void add(RecordedCall call, Outcome meaning, boolean isRefused, long cutNanos) {
    long took = meaning == null ? Math.max(0, lastNanos - call.startNanos()) : call.nanos();
    boolean failed = meaning != null && meaning.isBad();
    boolean isSlow = isSlow(took);
    calls++;
    failures += failed ? 1 : 0;
    slow += isSlow ? 1 : 0;
    series.add(call.startNanos(), failed, isRefused);
    if (isRefused) {
      refused++;
      refusedFailed += failed ? 1 : 0;
      refusedSucceeded += meaning != null && !failed ? 1 : 0;
      savedNanos += failed || isSlow || meaning == null ? took : 0;
    } else if (cutNanos > 0 && call.name().kind() != Kind.MESSAGING) { // a send goes on
      cut++;
      savedNanos += Math.max(0, took - cutNanos);
    }
  }

  /** A try after the first was decided on. */
  void addRetry(long nanos) {
    retries++;
    series.retried(nanos);
  }

  void addOutOfBudget(long more) {
    outOfBudget += more;
  }

  void addRescued() {
    rescued++;
  }

  void addAnswered() {
    answered++;
  }

  private boolean isSlow(long nanos) {
    long from = rule.breaker() == null ? 0 : rule.breaker().slowCallNanos();
    return from > 0 && nanos >= from;
  }

  /** A breaker would have changed its state. */
  void changed(StateAt change) {
    if (!isOf(change)) {
      return;
    }
    boolean closed = change.to().equals("closed");
    for (Opening each : openings) {
      if (each.isOf(change.key())) {
        if (closed) {
          each.closed(change);
        }
        return;
      }
    }
    if (change.to().equals("open")) {
      openings.add(new Opening(change, lastNanos));
    }
  }

  private boolean isOf(StateAt change) {
    boolean same = change.key().equals(key) || change.key().startsWith(key + " ");
    return same && change.rule().equals(rule.name());
  }

  Series series() {
    return series;
  }

  /** As it is written. */
  public Rule rule() {
    return rule;
  }

  public String key() {
    return key;
  }

  public long calls() {
    return calls;
  }

  /** Those that had failed, by what the rule says is a failure. */
  public long failures() {
    return failures;
  }

  /** Those that had taken as long as the rule's {@code slow-call}; 0 where it has none. */
  public long slow() {
    return slow;
  }

  /** Those that would not have been made. */
  public long refused() {
    return refused;
  }

  /** Of those refused, those that had failed. */
  public long refusedFailed() {
    return refusedFailed;
  }

  /** Of those refused, those that had ended otherwise; the rest had not ended. */
  public long refusedSucceeded() {
    return refusedSucceeded;
  }

  /** Those that a time-out would have ended earlier. */
  public long cut() {
    return cut;
  }

  /** Tries after the first. */
  public long retries() {
    return retries;
  }

  /** Those that the retry budget did not allow. */
  public long outOfBudget() {
    return outOfBudget;
  }

  /** Calls that failed, and were answered when they were made again. */
  public long rescued() {
    return rescued;
  }

  /** Calls in whose place the application would have got the rule's fallback. */
  public long answered() {
    return answered;
  }

  /** Waiting, of all callers, for calls that failed, were slow or hung. */
  public long savedMillis() {
    return savedNanos / 1_000_000;
  }

  /** Unmodifiable. */
  public List<Opening> openings() {
    return Collections.unmodifiableList(openings);
  }

  /** Together, half-open times included. */
  public long openMillis() {
    long sum = 0;
    for (Opening each : openings) {
      sum += each.forMillis();
    }
    return sum;
  }
}
