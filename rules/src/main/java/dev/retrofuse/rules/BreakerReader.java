package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the section {@code breaker}. */
final class BreakerReader {
  private static final long MAX_WAIT = 24 * Durations.HOUR;
  private static final int MAX_WINDOW = 10_000;
  private static final Key WINDOW_TIME =
      Key.duration("window", Durations.SECOND, Durations.HOUR, "");
  private static final Key WINDOW_CALLS = Key.integer("window", 1, MAX_WINDOW, "");

  private static final Key WINDOW =
      Key.window(
              "window",
              WINDOW_TIME.allowed() + ", or 1 to " + MAX_WINDOW + " calls",
              "The calls looked back on: those of the last time span, such as 10s, or the last so"
                  + " many, such as 100 calls.")
          .fallback(Breaker.WINDOW.toString());
  private static final Key MINIMUM_CALLS =
      Key.integer(
              "minimum-calls",
              1,
              MAX_WINDOW,
              "How many calls the window must hold before they can open the breaker. In a window"
                  + " of fewer calls the default is the window.")
          .fallback(Breaker.MINIMUM_CALLS);
  private static final Key FAILURE_RATE =
      Key.percentage(
              "failure-rate",
              0.01,
              1,
              "The breaker opens when at least this share of the window's calls failed.")
          .fallback(Breaker.FAILURE_RATE);
  private static final Key SLOW_CALL =
      Key.duration(
              "slow-call",
              Durations.MILLISECOND,
              Durations.HOUR,
              "A call that takes at least this long is slow.")
          .fallback("no call is slow");
  private static final Key SLOW_CALL_TIMES =
      Key.number(
              "slow-call-times",
              1.5,
              100,
              "A call that takes so many times as long as usual is slow, but never one that takes"
                  + " less than slow-call. Usual is the median of some minutes in which the breaker"
                  + " was closed, or half of their 95th percentile where that is longer.")
          .fallback("what is usual does not matter");
  private static final Key SLOW_CALL_RATE =
      Key.percentage(
              "slow-call-rate",
              0.01,
              1,
              "The breaker opens when at least this share of the window's calls was slow.")
          .fallback(Breaker.SLOW_CALL_RATE);
  private static final Key OPEN_WAIT =
      Key.duration(
              "open-wait",
              Durations.MILLISECOND,
              MAX_WAIT,
              "How long an open breaker refuses calls before it lets trial calls through.")
          .fallback((double) Breaker.OPEN_WAIT);
  private static final Key BACK_OFF =
      Key.number(
              "back-off", 1, 10, "What the wait is multiplied by each time the trial calls fail.")
          .fallback(Breaker.BACK_OFF);
  private static final Key MAX_OPEN_WAIT =
      Key.duration(
              "max-open-wait",
              Durations.MILLISECOND,
              MAX_WAIT,
              "The longest wait that back-off leads to. The default is open-wait where that is"
                  + " longer.")
          .fallback((double) Breaker.MAX_OPEN_WAIT);
  private static final Key JITTER =
      Key.percentage(
              "jitter",
              0,
              0.9,
              "How far each wait is varied at random, up and down, lest many processes try again"
                  + " at once.")
          .fallback(Breaker.JITTER);
  private static final Key TRIAL_CALLS =
      Key.integer(
              "trial-calls",
              1,
              1000,
              "How many calls are let through after the wait; they close the breaker or open it"
                  + " again.")
          .fallback(Breaker.TRIAL_CALLS);

  private static final Key RECOVERY =
      Key.word(
              "recovery",
              Recovery.values(),
              "What follows trial calls that ended well: as many calls as the other side proves to"
                  + " answer, or all.")
          .fallback(Recovery.GRADUAL);
  private static final Key IN_FLIGHT =
      Key.word(
              "in-flight",
              InFlight.values(),
              "Whether calls that have not ended, but have taken as long as slow-call, count"
                  + " already: a side that hangs is then seen before its first time-out.")
          .fallback(InFlight.COUNT);
  private static final Key CONSECUTIVE_FAILURES =
      Key.integer(
              "consecutive-failures",
              1,
              MAX_WINDOW,
              "So many failures one after the other open the breaker, whatever the rates are.")
          .fallback("they alone open nothing");
  private static final Key CONFIDENCE =
      Key.percentage(
              "confidence",
              0.5,
              99.9 / 100, // as it is read
              "How sure it must be that a rate is over its threshold. With few calls chance alone"
                  + " would open the breaker; the window then reaches back as far as minimum-calls"
                  + " needs.")
          .fallback("rates count as they are");
  private static final Key MAX_REFUSED =
      Key.percentage(
              "max-refused",
              0,
              1,
              "The largest share of calls that the breaker may refuse; the others are made. With"
                  + " less than 100% an open breaker stops all retries, and with 0% nothing but"
                  + " these.")
          .fallback(Breaker.MAX_REFUSED);

  private static final Key BY =
      Key.word(
              "by",
              By.values(),
              "By what the calls of one scope are told apart: keys that fail get a breaker of their"
                  + " own, and all are refused only when most keys fail. http: host, route; jdbc:"
                  + " host, database, schema, table, sql; messaging: destination; all: baggage, header.")
          .fallback(By.NOTHING);
  private static final Key MEMBER =
      Key.text(
          "member",
          "the name of a baggage member or header",
          "The member of the baggage that the thread works for, or the header of the request that"
              + " it serves, by which by: baggage or by: header tells calls apart.");
  private static final Key MOST_KEYS =
      Key.integer(
              "most-keys",
              1,
              1_000,
              "At most so many keys that fail have a breaker of their own, for each key of the scope;"
                  + " further ones share one.")
          .fallback(Breaker.MOST_KEYS);

  private final Section section;
  private final Kind kind;

  private BreakerReader(Section section, Kind kind) {
    this.section = section;
    this.kind = kind;
  }

  /**
   * @param kind null when it is not known
   */
  static Breaker read(Section section, Kind kind) {
    return new BreakerReader(section, kind).read();
  }

  private Breaker read() {
    Window window = window();
    Breaker.Builder breaker =
        Breaker.builder()
            .window(window)
            .minimumCalls(minimumCalls(window))
            .failureRate(section.number(FAILURE_RATE));
    readSlowCalls(breaker);
    readWaits(breaker);
    breaker.trialCalls((int) section.number(TRIAL_CALLS));
    breaker.countsInFlight(section.word(IN_FLIGHT) == InFlight.COUNT);
    breaker.recovery((Recovery) section.word(RECOVERY));
    breaker.consecutiveFailures((int) section.number(CONSECUTIVE_FAILURES));
    breaker.confidence(orZero(section.number(CONFIDENCE)));
    readKeys(breaker);
    return breaker.maxRefused(section.number(MAX_REFUSED)).build();
  }

  private Window window() {
    Node node = section.text(WINDOW);
    if (node == null) {
      return Breaker.WINDOW;
    }
    Quantity quantity = Quantity.parse(node.text);
    if (quantity != null && (quantity.unit.equals("calls") || quantity.unit.equals("call"))) {
      double calls = quantity.isWhole() ? quantity.number : Double.NaN;
      return Window.count((int) windowSize(node, WINDOW_CALLS, calls, " calls"));
    }
    double nanos = quantity == null ? Double.NaN : Units.value(Key.Type.DURATION, quantity);
    return Window.time((long) windowSize(node, WINDOW_TIME, nanos, ""));
  }

  private double windowSize(Node node, Key range, double size, String unit) {
    if (Double.isNaN(size)) {
      section.wrong(WINDOW, node, "write a time such as 10s, or a count such as 100 calls");
    } else if (size != range.nearest(size)) {
      String nearest = Units.text(range.type, range.nearest(size)) + unit;
      section.wrong(WINDOW, node, "the nearest is " + nearest);
    }
    return size;
  }

  private int minimumCalls(Window window) {
    int calls = (int) section.number(MINIMUM_CALLS);
    Node node = section.place(MINIMUM_CALLS);
    if (node == null && window.calls() > 0) {
      return Math.min(calls, window.calls());
    }
    if (node != null && window.calls() > 0 && calls > window.calls()) {
      String found = "minimum-calls: " + calls + " in a window of " + window;
      section.problem(node, found, "at most " + window.calls(), "else it never opens");
    }
    return calls;
  }

  private void readKeys(Breaker.Builder breaker) {
    By by = (By) section.word(BY);
    Node member = section.text(MEMBER);
    breaker.mostKeys((int) section.number(MOST_KEYS));
    if (by == null) {
      return; // reported already
    }
    if (kind != null && !by.suits(kind)) {
      section.problem(
          section.valuePlace(BY),
          "by: " + by + " in a rule for " + kind,
          words(),
          "choose one of these");
    }
    if (by.isNamed() != (member != null)) {
      Node place = member == null ? section.valuePlace(BY) : section.place(MEMBER);
      section.problem(
          place,
          member == null
              ? "by: " + by + " without member"
              : "member without by: baggage or by: header",
          "both or neither",
          "write by: baggage, member: tenant, or remove this");
    }
    String name = member == null ? "" : member.text;
    // Names of headers are the same in any case.
    breaker.by(by).member(by == By.HEADER ? name.toLowerCase(Locale.ROOT) : name);
  }

  private String words() {
    List<String> words = new ArrayList<>();
    for (By by : By.values()) {
      if (by.suits(kind)) {
        words.add(by.toString());
      }
    }
    return Key.join(words);
  }

  private static double orZero(double number) {
    return Double.isNaN(number) ? 0 : number;
  }

  private void readSlowCalls(Breaker.Builder breaker) {
    double slow = section.number(SLOW_CALL);
    breaker.slowCallNanos((long) slow).slowCallRate(section.number(SLOW_CALL_RATE));
    breaker.slowCallTimes(orZero(section.number(SLOW_CALL_TIMES)));
    Node rate = section.place(SLOW_CALL_RATE);
    boolean slowCalls = section.place(SLOW_CALL) != null || section.place(SLOW_CALL_TIMES) != null;
    if (rate != null && !slowCalls) {
      String advice = "add slow-call, such as slow-call: 500ms, or remove this";
      section.problem(rate, "slow-call-rate without slow-call", "both or neither", advice);
    }
  }

  private void readWaits(Breaker.Builder breaker) {
    double wait = section.number(OPEN_WAIT);
    double longest = section.number(MAX_OPEN_WAIT);
    Node node = section.place(MAX_OPEN_WAIT);
    if (node != null && longest < wait) {
      String shortest = Units.text(Key.Type.DURATION, wait);
      String found = "max-open-wait below open-wait";
      section.problem(node, found, "at least " + shortest, "raise it or lower open-wait");
    }
    breaker.openWaitNanos((long) wait).maxOpenWaitNanos((long) longest);
    breaker.backOff(section.number(BACK_OFF)).jitter(section.number(JITTER));
  }
}
