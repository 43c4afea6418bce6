package dev.retrofuse.rules;

import java.util.List;

/** Reads the section {@code retry} of a rule. */
final class RetryReader {
  private static final Key RETRY =
      Key.section(
          Policy.RETRY.toString(),
          "Makes calls again that failed; each try passes the rule's other policies; {} for"
              + " defaults.");

  private static final Key ATTEMPTS =
      Key.integer("attempts", 2, 10, "How often a call is made in all.").fallback(3);
  private static final Key BACK_OFF =
      Key.duration(
              "back-off",
              Durations.MILLISECOND,
              60 * Durations.SECOND,
              "The longest wait before the first retry; it doubles each time. The wait is anything"
                  + " from nothing to that, by chance.")
          .fallback(50.0 * Durations.MILLISECOND);
  private static final Key MAX_BACK_OFF =
      Key.duration(
              "max-back-off",
              Durations.MILLISECOND,
              60 * Durations.SECOND,
              "The wait before a retry is never longer, unless the answer says Retry-After: that is"
                  + " kept to, or not retried at all when it is more than ten times this.")
          .fallback(1.0 * Durations.SECOND);
  private static final Key BUDGET =
      Key.percentage(
              "budget",
              0,
              1,
              "How many retries there may be, as a share of the calls that succeed; up to 10 are"
                  + " saved up.")
          .fallback(0.1);
  private static final Key BUDGET_FLOOR =
      Key.rate(
              "budget-floor",
              0,
              1_000,
              "How many retries are allowed though the budget is used up; 0/s for none.")
          .fallback(1.0);
  private static final Key CALLS =
      Key.word(
              "calls",
              RetriedCalls.values(),
              "Which calls are made again: GET, HEAD, OPTIONS, PUT, DELETE and TRACE for http,"
                  + " SELECT for jdbc and sends that surely did not leave for messaging, or all."
                  + " Never a call within a transaction, a batch, or a request whose body cannot"
                  + " be sent twice.")
          .fallback(RetriedCalls.IDEMPOTENT);
  private static final Key STATUSES =
      Key.texts(
              "statuses",
              "statuses from 100 to 999, such as 429, 502-504 or 5xx",
              "For http: a failure with one of these statuses is worth another try.")
          .fallback("[429, 502, 503, 504]");

  private final Section section;

  private RetryReader(Section section) {
    this.section = section;
  }

  /**
   * Null when there is none.
   *
   * @param kind null when the rule's match is a problem
   */
  static Retry read(Section rule, Kind kind) {
    Section section = rule.section(RETRY);
    if (section == null) {
      return null;
    }
    return new RetryReader(section).read(kind);
  }

  private Retry read(Kind kind) {
    int attempts = (int) section.number(ATTEMPTS);
    long backOff = (long) section.number(BACK_OFF);
    return new Retry(
        attempts,
        backOff,
        maxBackOff(backOff),
        section.number(BUDGET),
        section.number(BUDGET_FLOOR),
        (RetriedCalls) section.word(CALLS),
        statuses(kind));
  }

  private long maxBackOff(long backOff) {
    long most = (long) section.number(MAX_BACK_OFF);
    if (section.place(MAX_BACK_OFF) == null) {
      return Math.max(most, backOff);
    }
    if (most < backOff) {
      String found =
          "max-back-off " + Durations.text(most) + " below back-off " + Durations.text(backOff);
      section.problem(
          section.valuePlace(MAX_BACK_OFF), found, "max-back-off at least back-off", "raise it");
    }
    return most;
  }

  private IntRanges statuses(Kind kind) {
    List<Node> nodes = section.texts(STATUSES);
    if (nodes != null && kind != null && kind != Kind.HTTP) {
      section.problem(
          section.place(STATUSES),
          "statuses in a rule for " + kind,
          "only in a rule for http",
          "remove it");
    }
    return nodes == null
        ? Retry.DEFAULT_STATUSES
        : RangesReader.read(section, STATUSES, nodes, 100, 999);
  }
}
