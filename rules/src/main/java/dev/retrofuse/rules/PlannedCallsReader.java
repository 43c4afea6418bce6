package dev.retrofuse.rules;

import java.util.Locale;

/** Reads the section {@code given} of a test's step. */
final class PlannedCallsReader {
  private static final int MAX_CALLS = 100_000;
  private static final long USUAL_NANOS = PlannedCalls.USUAL_NANOS;
  private static final String SHARE = "all, none or a percentage such as 30%";

  private static final Key CALLS =
      Key.integer("calls", 1, MAX_CALLS, "How many there are.").fallback(1);
  private static final Key TO =
      Key.text("to", "a call such as " + WrittenCall.FORMS, "Which call each of them is.")
          .fallback("that of the step before");
  private static final Key WITHIN =
      Key.duration(
              "within",
              Durations.MILLISECOND,
              24 * Durations.HOUR,
              "Over which time they begin, evenly spread, whether those before have ended or not.")
          .fallback("one begins when the one before has ended");
  private static final Key TAKES =
      Key.duration(
              "takes", Durations.MILLISECOND, Durations.HOUR, "How long those take that are slow.")
          .fallback((double) USUAL_NANOS);
  private static final Key SLOW =
      Key.text("slow", SHARE, "How many take so long; the others take 10ms.").fallback("all");
  private static final Key FAIL =
      Key.text("fail", SHARE, "How many of them fail; retries count.").fallback("none");
  private static final Key HANG =
      Key.text("hang", SHARE, "How many of them never end; retries count.").fallback("none");
  private static final Key WITH =
      Key.text(
              "with",
              "time-out, unreachable, an HTTP status from 400 to 599, or an SQLState of five"
                  + " characters",
              "How those fail that do.")
          .fallback("500 (http), 08006 (jdbc), unreachable (messaging)");

  private static final Key RETRY_AFTER =
      Key.duration(
              "retry-after",
              Durations.SECOND,
              24 * Durations.HOUR,
              "What those say by Retry-After that fail with 429 or 503.")
          .fallback("nothing");

  private final Section given;

  private PlannedCallsReader(Section given) {
    this.given = given;
  }

  /**
   * Null when it is not known what is called, which is then a problem.
   *
   * @param before what was called last; null for nothing
   */
  static PlannedCalls read(Section given, WrittenCall before) {
    return new PlannedCallsReader(given).read(before);
  }

  private PlannedCalls read(WrittenCall before) {
    int calls = (int) given.number(CALLS);
    WrittenCall to = to(before);
    double within = given.number(WITHIN);
    long takes = (long) given.number(TAKES);
    double slow = share(SLOW, 1);
    double fail = share(FAIL, 0);
    double hang = share(HANG, 0);
    String with = with(to == null ? null : to.kind());
    long retryAfter = retryAfter(with);
    return to == null
        ? null
        : new PlannedCalls(to, calls, orNone(within), takes, slow, fail, hang, with, retryAfter);
  }

  private static long orNone(double nanos) {
    return Double.isNaN(nanos) ? 0 : (long) nanos;
  }

  private long retryAfter(String with) {
    double nanos = given.number(RETRY_AFTER);
    if (!Double.isNaN(nanos) && !with.equals("429") && !with.equals("503")) {
      given.problem(
          given.place(RETRY_AFTER),
          "retry-after without an answer that may have it",
          "with: 429 or with: 503",
          "add one of these");
    }
    return orNone(nanos);
  }

  private WrittenCall to(WrittenCall before) {
    Node node = given.text(TO);
    if (node != null) {
      return written(node);
    }
    if (before == null && given.place(TO) == null) {
      given.problem(given.start(), "no 'to' in the first calls of a test", TO.allowed(), "add it");
    }
    return before;
  }

  private WrittenCall written(Node node) {
    try {
      return WrittenCall.parse(node.text);
    } catch (IllegalArgumentException none) {
      given.wrong(TO, node, "write it in one of these forms");
      return null;
    }
  }

  private double share(Key key, double otherwise) {
    Node node = given.text(key);
    if (node == null) {
      return otherwise;
    }
    if (node.text.equals("all") || node.text.equals("none")) {
      return node.text.equals("all") ? 1 : 0;
    }
    Quantity quantity = Quantity.parse(node.text);
    double share = quantity == null ? Double.NaN : Units.value(Key.Type.PERCENTAGE, quantity);
    if (!(share >= 0 && share <= 1)) {
      given.wrong(key, node, Units.advice(Key.Type.PERCENTAGE, quantity));
    }
    return share;
  }

  private String with(Kind kind) {
    Node node = given.text(WITH);
    if (node == null || kind == null) {
      return usual(kind);
    }
    if (!suits(kind, node.text)) {
      given.wrong(WITH, node, "of these, write one that a call of kind " + kind + " may end with");
    }
    return node.text;
  }

  private static String usual(Kind kind) {
    return kind == Kind.HTTP ? "500" : kind == Kind.JDBC ? "08006" : PlannedCalls.UNREACHABLE;
  }

  private static boolean suits(Kind kind, String with) {
    if (with.equals(PlannedCalls.TIME_OUT) || with.equals(PlannedCalls.UNREACHABLE)) {
      return true;
    }
    return kind == Kind.HTTP
        ? with.matches("[45][0-9][0-9]")
        : kind == Kind.JDBC && with.toUpperCase(Locale.ROOT).matches("[0-9A-Z]{5}");
  }
}
