package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.SubBreaker;
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
  private final Drill drill;
  private final ConcurrentHashMap<String, Pair> byKey = new ConcurrentHashMap<>();
  private final AtomicInteger keys = new AtomicInteger();

  RuleGuards(Rule rule, Ticker ticker, Events events, Watchdog watchdog) {
    this.watchdog = watchdog;
    this.rule = rule;
    this.ticker = ticker;
    this.events = events;
    classifier = Classifier.of(rule.match().kind(), rule.failures());
    drill = rule.fault() == null ? null : new Drill(rule.fault(), ticker);
    if (drill != null) {
      events.note("drill " + rule.name(), "rule '" + rule.name() + "': " + drill);
    }
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

  /** Those by which the breaker tells the calls of one key apart; null where it does not. */
  SubGuards subGuards(String key) {
    return pairOf(key).subs;
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
    CallGuard calls =
        new CallGuard(state, null, rule, classifier, rejections(kind), drill, watchdog);
    CallGuard connects =
        kind == Kind.JDBC
            ? new CallGuard(state, null, rule, classifier, Rejections.connect(), drill, watchdog)
            : calls;
    return new Pair(calls, connects, state.keyed() == null ? null : new SubGuards(state, this));
  }

  /** The guard of the calls of one place of a breaker that tells them apart. */
  CallGuard guard(KeyState state, SubBreaker sub) {
    return new CallGuard(
        state, sub, rule, classifier, rejections(rule.match().kind()), drill, watchdog);
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
      if (pair.subs != null) {
        pair.subs.addStatus(statuses);
      }
    }
  }

  private static final class Pair {
    final CallGuard calls;
    final CallGuard connects;
    final SubGuards subs;

    Pair(CallGuard calls, CallGuard connects, SubGuards subs) {
      this.subs = subs;
      this.calls = calls;
      this.connects = connects;
    }
  }
}
