package dev.retrofuse.engine;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The rules that operators let observe for a time. To be asked by one thread at a time. */
final class Observations {
  private final Ticker ticker;
  private final Events events;
  private final Map<String, Observation> byRule = new LinkedHashMap<>();

  Observations(Ticker ticker, Events events) {
    this.ticker = ticker;
    this.events = events;
  }

  void begin(String rule, long nanos, String by) {
    long until = UtcTime.nowMillis() + nanos / 1_000_000;
    byRule.put(rule, new Observation(by, until, ticker.nanos(), nanos));
    events.told("rule '" + rule + "': " + by + " lets it observe until " + UtcTime.text(until));
  }

  /** False when the rule is none of these. */
  boolean end(String rule, String by) {
    boolean ended = byRule.remove(rule) != null;
    if (ended) {
      tellEnd(rule, by + " lets it act");
    }
    return ended;
  }

  /** Ends those whose time is over; whether there were any. */
  boolean expire() {
    boolean any = false;
    for (Iterator<String> rules = byRule.keySet().iterator(); rules.hasNext(); ) {
      String rule = rules.next();
      Observation observation = byRule.get(rule);
      if (left(observation) <= 0) {
        rules.remove();
        tellEnd(rule, "the time in which " + observation.by + " let it observe is over");
        any = true;
      }
    }
    return any;
  }

  private void tellEnd(String rule, String why) {
    events.told("rule '" + rule + "': " + why + ": it does what its file says");
  }

  /** Forgets those of rules that are gone. */
  void keep(Set<String> rules) {
    byRule.keySet().retainAll(rules);
  }

  Set<String> rules() {
    return new HashSet<>(byRule.keySet());
  }

  /** Null for a rule that is none of these. */
  OverrideStatus status(String rule) {
    Observation of = byRule.get(rule);
    return of == null ? null : new OverrideStatus(of.by, of.untilMillis, left(of));
  }

  private long left(Observation of) {
    return of.nanos - (ticker.nanos() - of.began);
  }

  private static final class Observation {
    final String by;
    final long untilMillis;
    final long began;
    final long nanos;

    Observation(String by, long untilMillis, long began, long nanos) {
      this.by = by;
      this.untilMillis = untilMillis;
      this.began = began;
      this.nanos = nanos;
    }
  }
}
