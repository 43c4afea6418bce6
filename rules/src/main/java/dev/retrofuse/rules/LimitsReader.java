package dev.retrofuse.rules;

/** Reads the sections of a rule that limit how many calls there are. */
final class LimitsReader {
  private static final int MOST_CALLS = 100_000;

  private static final Key RATE_LIMIT =
      Key.section(Policy.RATE_LIMIT.toString(), "Refuses calls that come too fast.");
  private static final Key BULKHEAD =
      Key.section(Policy.BULKHEAD.toString(), "Refuses calls when too many are under way.");
  private static final Key CONCURRENCY_LIMIT =
      Key.section(
          Policy.CONCURRENCY_LIMIT.toString(),
          "Refuses calls when more are under way than the other side bears; learns how many that"
              + " are; {} for defaults.");
  private static final Key THROTTLE =
      Key.section(
          Policy.THROTTLE.toString(),
          "Refuses a share of the calls, as large as the share that the other side does not"
              + " accept; {} for defaults.");

  private static final Key RATE =
      Key.rate(
              "rate",
              1.0 / 3_600,
              1e6,
              "How many calls of one scope may be made; one more is refused.")
          .required();
  private static final Key BURST =
      Key.integer("burst", 1, MOST_CALLS, "How many calls may come at once after a pause.")
          .fallback("a second's calls, at least 1");
  private static final Key MAX_CONCURRENT =
      Key.integer(
              "max-concurrent",
              1,
              MOST_CALLS,
              "How many calls of one scope may be under way at once; one more is refused at once.")
          .required();
  private static final Key ALGORITHM =
      Key.word(
              "algorithm",
              Algorithm.values(),
              "How the limit is learned: up by one and down by a tenth, or by the ratio of usual"
                  + " to present latency.")
          .fallback(Algorithm.AIMD);
  private static final Key INITIAL =
      Key.integer("initial", 1, MOST_CALLS, "The limit to begin with.").fallback(20);
  private static final Key MIN =
      Key.integer("min", 1, MOST_CALLS, "The limit is never lower.").fallback(2);
  private static final Key MAX =
      Key.integer("max", 1, MOST_CALLS, "The limit is never higher.").fallback(1_000);
  private static final Key WINDOW =
      Key.duration(
              "window", Durations.SECOND, 10 * 60 * Durations.SECOND, "How long is looked back.")
          .fallback(5.0 * Durations.SECOND);
  private static final Key RATIO =
      Key.number("ratio", 1, 10, "How many calls may be asked for per accepted one.").fallback(2);
  private static final Key MOST =
      Key.percentage("most", 0.01, 1, "The largest share of calls that is refused.").fallback(0.9);
  private static final Key MINIMUM_CALLS =
      Key.integer(
              "minimum-calls", 1, MOST_CALLS, "No call is refused while fewer are in the window.")
          .fallback(10);

  private LimitsReader() {}

  static Limits read(Section rule) {
    Section rate = rule.section(RATE_LIMIT);
    Section bulkhead = rule.section(BULKHEAD);
    Section concurrency = rule.section(CONCURRENCY_LIMIT);
    Section throttle = rule.section(THROTTLE);
    Limits limits =
        new Limits(
            rate == null ? null : rateLimit(rate),
            bulkhead == null ? null : new Bulkhead((int) bulkhead.number(MAX_CONCURRENT)),
            concurrency == null ? null : concurrencyLimit(concurrency),
            throttle == null ? null : throttle(throttle));
    return limits.withTimeOut(TimeOutReader.read(rule));
  }

  private static RateLimit rateLimit(Section section) {
    double rate = section.number(RATE);
    double burst = section.number(BURST);
    return new RateLimit(rate, (int) (Double.isNaN(burst) ? Math.max(1, Math.ceil(rate)) : burst));
  }

  private static ConcurrencyLimit concurrencyLimit(Section section) {
    Algorithm algorithm = (Algorithm) section.word(ALGORITHM);
    int initial = (int) section.number(INITIAL);
    int min = (int) section.number(MIN);
    int max = (int) section.number(MAX);
    if (min > max) {
      Node place = section.valuePlace(section.place(MIN) == null ? MAX : MIN);
      String found = "min " + min + " above max " + max;
      section.problem(place, found, "min at most max", "lower min or raise max");
    }
    return new ConcurrencyLimit(algorithm, Math.min(max, Math.max(min, initial)), min, max);
  }

  private static Throttle throttle(Section section) {
    return new Throttle(
        (long) section.number(WINDOW),
        section.number(RATIO),
        section.number(MOST),
        (int) section.number(MINIMUM_CALLS));
  }
}
