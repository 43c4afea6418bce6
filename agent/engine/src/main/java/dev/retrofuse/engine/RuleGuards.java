package dev.retrofuse.engine;

import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.engine.rejection.Rejections;
import dev.retrofuse.engine.timeout.Watchdog;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Rule;
import java.util.Collection;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The guards of one rule by key; at most so many, then one for all further keys. */
final class RuleGuards {
  static final int MOST_KEYS = 1_000;
  static final String OTHER = "(other)";
  static final String ALL = "(all)";

  private final Rule rule;
  private final Ticker ticker;
  private final Events events;
  private final Watchdog watchdog;
  private final Classifier classifier;
  private final ConcurrentHashMap<String, Pair> byKey = new ConcurrentHashMap<>();
  private final AtomicInteger keys = new AtomicInteger();

  RuleGuards(Rule rule, Ticker ticker, Events events, Watchdog watchdog) {
    this.watchdog = watchdog;
    this.rule = rule;
    this.ticker = ticker;
    this.events = events;
    classifier = Classifier.of(rule.match().kind(), rule.failures());
  }

  /** The guards of a rule that goes on from another of the same name, match, scope and policies. */
  RuleGuards(Rule rule, RuleGuards before) {
    this(rule, before.ticker, before.events, before.watchdog);
    for (Pair pair : before.byKey.values()) {
      KeyState state = pair.calls.state();
      state.configure(rule);
      byKey.put(state.key(), pair(state));
    }
    keys.set(byKey.size());
  }

  Rule rule() {
    return rule;
  }

  CallGuard guard(String key) {
    return pairOf(key).calls;
  }

  /** The same policies, whose rejection is that of a connect. */
  CallGuard connectGuard(String key) {
    return pairOf(key).connects;
  }

  private Pair pairOf(String key) {
    Pair pair = byKey.get(key);
    return pair != null ? pair : add(key);
  }

  private Pair add(String key) {
    boolean full = keys.get() >= MOST_KEYS;
    String held = full ? OTHER : key;
    Pair known = full ? byKey.get(held) : null;
    return known != null ? known : addHeld(held);
  }

  private Pair addHeld(String key) {
    Pair added = pair(new KeyState(rule, key, ticker, events));
    Pair other = byKey.putIfAbsent(key, added);
    if (other != null) {
      return other;
    }
    keys.incrementAndGet();
    if (key.equals(OTHER)) {
      events.note(
          "keys " + rule.name(),
          "rule '" + rule.name() + "' has " + MOST_KEYS + " keys: further ones share " + OTHER);
    }
    return added;
  }

  private Pair pair(KeyState state) {
    Kind kind = rule.match().kind();
    CallGuard calls = new CallGuard(state, rule, classifier, rejections(kind), watchdog);
    CallGuard connects =
        kind == Kind.JDBC
            ? new CallGuard(state, rule, classifier, Rejections.connect(), watchdog)
            : calls;
    return new Pair(calls, connects);
  }

  private static Rejections rejections(Kind kind) {
    switch (kind) {
      case JDBC:
        return Rejections.statement();
      case HTTP:
        return Rejections.http();
      default:
        return Rejections.messaging();
    }
  }

  void addStatus(Collection<GuardStatus> statuses) {
    for (Pair pair : new TreeMap<>(byKey).values()) {
      statuses.add(pair.calls.status());
    }
  }

  private static final class Pair {
    final CallGuard calls;
    final CallGuard connects;

    Pair(CallGuard calls, CallGuard connects) {
      this.calls = calls;
      this.connects = connects;
    }
  }
}
