package dev.retrofuse.review.lint;

import java.util.Locale;

/** What a finding is about; its name in lower case is what commands and comments call it. */
public enum Code {
  /** Too few calls come for a verdict, or no share of failures is enough. */
  NEVER_OPENS,
  /** Failures in a row always decide before the rate does. */
  RATE_NEVER_DECIDES,
  /** The rate always decides before failures in a row do. */
  ROW_NEVER_DECIDES,
  /** It refuses nothing, and there is no retry that it could stop. */
  BREAKER_WITHOUT_EFFECT,
  /** Few calls and a usual share of failures open it by chance. */
  OPENS_BY_CHANCE,
  /** All processes try again at the same time. */
  NO_JITTER,
  /** Calls of one scope have but one key. */
  BY_WITHOUT_EFFECT,
  /** Calls are cut before they are slow. */
  SLOW_AFTER_TIME_OUT,
  /** Callers have given up before a call is slow. */
  SLOW_AFTER_CALLER,
  /** Callers have given up before a call is cut. */
  TIME_OUT_AFTER_CALLER,
  /** A part of a time-out that never cuts anything. */
  TIME_OUT_WITHOUT_EFFECT,
  /** A rule without time-out does not heed the deadline that the file carries on. */
  DEADLINE_NOT_HEEDED,
  /** Retries here and in the client multiply. */
  RETRIES_MULTIPLY,
  /** A try that hangs is never made again. */
  RETRY_WITHOUT_TIME_OUT,
  /** Tries go on when callers have given up. */
  RETRY_AFTER_CALLER,
  /** Nothing that the rule matches is made again. */
  RETRY_WITHOUT_EFFECT,
  /** The budget is used up after the first retries, for good. */
  RETRY_RUNS_DRY,
  /** An earlier rule takes all calls. */
  WHOLLY_SHADOWED,
  /** An earlier rule takes some of the calls. */
  PARTLY_SHADOWED,
  /** An earlier rule takes calls and only observes them. */
  OBSERVED_FIRST,
  /** No call fulfils the conditions. */
  MATCHES_NOTHING,
  /** No call can get the fallback. */
  FALLBACK_WITHOUT_EFFECT,
  /** The replica is guarded by the rule that it is to stand in for. */
  REPLICA_OF_ITSELF,
  /** The rule is enforced, but each of its policies observes. */
  ENFORCES_NOTHING,
  /** Something is observed that the rule does not have, or that observes anyway. */
  OBSERVES_WITHOUT_EFFECT,
  /** There is no limit whose room could be shared, nor a breaker that recovers gradually. */
  PRIORITY_WITHOUT_EFFECT,
  /** The drill strikes no call. */
  DRILL_WITHOUT_EFFECT,
  /** Another limit is always reached before. */
  LIMIT_WITHOUT_EFFECT;

  /** Such as {@code never-opens}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
