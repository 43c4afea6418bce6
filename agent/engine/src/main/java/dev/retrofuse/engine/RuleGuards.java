package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.engine.drill.Drill;
import dev.retrofuse.engine.fallback.KeptAnswers;
import dev.retrofuse.engine.jdbc.WeakIdentityMap;
import dev.retrofuse.engine.limit.WaitingLine;
import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.rules.By;
import dev.retrofuse.rules.Fallback;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The guards of one rule by key; at most so many, then further keys have one state in common, in
 * which the breaker alone tells them apart.
 */
final class RuleGuards {
  static final int MOST_KEYS = 1_000;
  static final String OTHER = "(other)";
  static final String ALL = "(all)";

  // 8 pools per bucket.
  private static final int POOL_BUCKETS = 8;

  private final Rule rule;
  private final EngineParts parts;
  private final Classifier classifier;
  private final Drill drill;
  private final boolean tellsApart;
  private final boolean measures;
  private final KeptAnswers answers;
  private final ConcurrentHashMap<String, Pair> byKey = new ConcurrentHashMap<>();

  private final WeakIdentityMap<CallGuard> borrows = new WeakIdentityMap<>(POOL_BUCKETS);

  /** Who waits for a connection of each pool, which an edit does not change. */
  private final WeakIdentityMap<WaitingLine> lines;

  private volatile boolean knowsGrpc;
  private final AtomicInteger keys = new AtomicInteger();

  /**
   * @param measures whether it is counted how long calls take
   */
  RuleGuards(Rule rule, boolean measures, EngineParts parts) {
    this(
        rule,
        measures,
        parts,
        new KeptAnswers(rule.fallback().lastGood(), parts.ticker()),
        drill(rule, parts),
        new WeakIdentityMap<WaitingLine>(POOL_BUCKETS));
  }

  private RuleGuards(
      Rule rule,
      boolean measures,
      EngineParts parts,
      KeptAnswers answers,
      Drill drill,
      WeakIdentityMap<WaitingLine> lines) {
    this.lines = lines;
    this.answers = answers;
    this.measures = measures;
    this.rule = rule;
    this.parts = parts;
    tellsApart = rule.breaker() != null && rule.breaker().by() != By.NOTHING;
    classifier = Classifier.of(rule.match().kind(), rule.failures());
    this.drill = drill;
  }

  private static Drill drill(Rule rule, EngineParts parts) {
    Drill begun = rule.fault() == null ? null : new Drill(rule.fault(), parts.ticker());
    if (begun != null) {
      boolean observes = rule.mode() == Mode.OBSERVE;
      parts
          .events()
          .note(
              "drill " + rule.name(),
              "rule '" + rule.name() + "': " + begun + (observes ? ", but the rule observes" : ""));
    }
    return begun;
  }

  /** An edit of something else does not make the drill longer. */
  private static Drill drill(Rule rule, RuleGuards before) {
    return before.drill != null && before.drill.isOf(rule.fault())
        ? before.drill
        : drill(rule, before.parts);
  }

  /** The guards of a rule that goes on from another of the same name, match and scope. */
  RuleGuards(Rule rule, boolean measures, RuleGuards before) {
    this(rule, measures, before.parts, before.answers, drill(rule, before), before.lines);
    answers.configure(rule.fallback().lastGood());
    for (Pair pair : before.byKey.values()) {
      KeyState state = new KeyState(rule, measures, pair.calls.state());
      byKey.put(state.key(), pair(state));
    }
    keys.set(byKey.size());
  }

  Rule rule() {
    return rule;
  }

  boolean measures() {
    return measures;
  }

  CallGuard guard(String key) {
    Pair pair = pairOf(key);
    return pair.subs == null ? pair.calls : pair.subs.guard(key);
  }

  /** Those by which the breaker tells the calls of one key apart; null where the rule does not. */
  SubGuards subGuards(String key) {
    return tellsApart ? pairOf(key).subs : null;
  }

  /** The same policies, whose rejection is that of a connect. */
  CallGuard connectGuard(String key) {
    return pairOf(key).connects;
  }

  /** The guard of waits for a pool's connection. */
  CallGuard borrowGuard(String key, Object pool) {
    KeyState state = pairOf(key).calls.state();
    CallGuard known = borrows.get(pool);
    if (known == null || known.state() != state) {
      known = guard(state, null, CallPart.BORROW, line(pool));
      borrows.put(pool, known);
    }
    return known;
  }

  private WaitingLine line(Object pool) {
    WaitingLine line = lines.get(pool);
    if (line == null) {
      line = new WaitingLine();
      lines.put(pool, line);
    }
    return line;
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
    KeyState state = new KeyState(rule, key, key.equals(OTHER), measures, parts, answers);
    Pair added = pair(state);
    Pair other = byKey.putIfAbsent(key, added);
    if (other != null) {
      return other;
    }
    keys.incrementAndGet();
    if (key.equals(OTHER)) {
      parts
          .events()
          .note(
              "keys " + rule.name(),
              "rule '" + rule.name() + "' has " + MOST_KEYS + " keys: further ones share " + OTHER);
    }
    return added;
  }

  private Pair pair(KeyState state) {
    Kind kind = rule.match().kind();
    CallGuard calls = guard(state, null, CallPart.CALL, null);
    CallGuard connects = kind == Kind.JDBC ? guard(state, null, CallPart.CONNECT, null) : calls;
    return new Pair(calls, connects, state.keyed() == null ? null : new SubGuards(state, this));
  }

  /** The guard of the calls of one place of a breaker that tells them apart. */
  CallGuard guard(KeyState state, SubBreaker sub) {
    return guard(state, sub, CallPart.CALL, null);
  }

  private CallGuard guard(KeyState state, SubBreaker sub, CallPart part, WaitingLine line) {
    Outbox outbox = parts.outboxes().of(rule, state.key());
    return new CallGuard(state, sub, rule, classifier, part, line, drill, parts.watchdog(), outbox);
  }

  /** From now on keys that wait for their messages to be sent are seen in the status. */
  void findKept() {
    for (String key : parts.outboxes().holding(rule)) {
      pairOf(key);
    }
  }

  /** Tells once what of the rule is not for gRPC's calls. */
  void metGrpc() {
    boolean answers = rule.fallback().form() != Fallback.Form.EXCEPTION;
    if (!knowsGrpc && (answers || rule.retry() != null)) {
      knowsGrpc = true;
      parts
          .events()
          .note(
              "grpc " + rule.name(),
              "rule '"
                  + rule.name()
                  + "' matches gRPC calls:"
                  + (rule.retry() == null
                      ? ""
                      : " 'retry' makes none of these again, gRPC does so by its own retryPolicy;")
                  + (answers ? " 'fallback' answers none of them;" : "")
                  + " its other policies hold for them");
    }
  }

  /**
   * @param observed who lets the rule observe for a time, or null
   */
  void addStatus(Collection<GuardStatus> statuses, OverrideStatus observed) {
    for (Pair pair : new TreeMap<>(byKey).values()) {
      statuses.add(pair.calls.status(observed));
      if (pair.subs != null) {
        pair.subs.addStatus(statuses, observed);
      }
    }
  }

  /**
   * The breaker of that key and behind it those of the keys that it tells apart; or the one of such
   * a key, if it is named. Empty where there is none.
   */
  List<CircuitBreaker> breakers(String key) {
    Pair pair = byKey.get(key);
    if (pair != null) {
      return new ArrayList<>(pair.calls.state().breakers().values());
    }
    for (Pair each : byKey.values()) {
      CircuitBreaker found = each.calls.state().breakers().get(key);
      if (found != null) {
        return Collections.singletonList(found);
      }
    }
    return Collections.emptyList();
  }

  void settle() {
    for (Pair pair : byKey.values()) {
      pair.calls.state().settle();
    }
  }

  private static final class Pair {
    final CallGuard calls;
    final CallGuard connects;

    /** Null unless the breaker tells calls apart. */
    final SubGuards subs;

    Pair(CallGuard calls, CallGuard connects, SubGuards subs) {
      this.subs = subs;
      this.calls = calls;
      this.connects = connects;
    }
  }
}
