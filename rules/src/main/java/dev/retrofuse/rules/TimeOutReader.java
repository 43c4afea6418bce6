package dev.retrofuse.rules;

/** Reads how long the calls of a rule may take. */
final class TimeOutReader {
  private static final long SHORTEST = 10 * Durations.MILLISECOND;
  private static final long LONGEST = Durations.HOUR;

  private static final Key TIME_OUT =
      Key.section(
          Policy.TIME_OUT.toString(),
          "Cuts calls that take too long, by the library's own means; what the application has set"
              + " itself is never made longer.");
  private static final Key CALL =
      Key.duration("call", SHORTEST, LONGEST, "How long a whole call may take.");
  private static final Key CONNECT =
      Key.duration(
          "connect",
          SHORTEST,
          LONGEST,
          "How long opening a connection may take (HttpURLConnection, JDBC).");
  private static final Key READ =
      Key.duration(
          "read", SHORTEST, LONGEST, "How long one wait for data may take (HttpURLConnection).");

  private TimeOutReader() {}

  /** Null when the rule has none. */
  static TimeOut read(Section rule) {
    Section section = rule.section(TIME_OUT);
    if (section == null) {
      return null;
    }
    long call = nanos(section, CALL);
    long connect = nanos(section, CONNECT);
    long read = nanos(section, READ);
    if (call + connect + read == 0 && !section.hasKeys()) {
      section.problem(
          section.start(), "time-out without a time", "call, connect or read", "add call: 2s");
    }
    return new TimeOut(call, connect, read);
  }

  private static long nanos(Section section, Key key) {
    double nanos = section.number(key);
    return Double.isNaN(nanos) ? 0 : (long) nanos;
  }
}
