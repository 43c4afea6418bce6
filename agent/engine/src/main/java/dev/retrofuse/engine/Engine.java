package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.breaker.Force;
import dev.retrofuse.engine.clock.CoarseClock;
import dev.retrofuse.engine.timeout.Deadlines;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseDeadline;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules in force, and the hooks through which woven code asks for their guards. */
public final class Engine implements Operator {
  private final EngineParts parts;
  private JdbcCalls jdbc;
  private final HttpCalls http = new HttpCalls();
  private final MessagingCalls messaging;
  private final Observations observations;
  private RuleSet written;
  private RuleBook book;
  private Deadlines deadlines;
  private Requests requests;
  private CallSpans spans;
  private boolean on;
  private boolean lookedOn;

  /** An engine without rules, off. */
  public Engine(Ticker ticker, Events events) {
    parts = new EngineParts(ticker, events);
    observations = new Observations(ticker, events);
    messaging = new MessagingCalls(parts.outboxes().couriers());
    apply(RuleSet.empty());
  }

  /**
   * Puts other rules in force. A rule that is unchanged keeps its guards. One of the same name,
   * match and scope keeps its state under its new figures and policies, open breakers and calls
   * under way included. Any other begins anew. Calls in flight end on the guard that admitted them.
   */
  public synchronized void apply(RuleSet rules) {
    written = rules;
    observations.keep(names(rules));
    putInForce(rules.observing(observations.rules()));
  }

  private static Set<String> names(RuleSet rules) {
    Set<String> names = new HashSet<>();
    for (Rule rule : rules.rules()) {
      names.add(rule.name());
    }
    return names;
  }

  private void putInForce(RuleSet rules) {
    parts.outboxes().apply(rules);
    book = new RuleBook(rules, measures(rules), book, parts);
    deadlines = rules.deadline() == null ? null : new Deadlines(rules.deadline(), parts.ticker());
    requests = Requests.of(rules, deadlines);
    if (jdbc != null || book.hasJdbc()) {
      jdbc().ask(book);
    }
    http.ask(book);
    hook();
  }

  private boolean measures(RuleSet rules) {
    return lookedOn || (rules.metrics() != null && rules.metrics().durations());
  }

  /**
   * Whether somebody looks on: as long as that is so, the durations of all calls are counted.
   * Guards are made anew for it, so that a call asks nothing more while nobody does.
   */
  public synchronized void lookedOn(boolean byAnybody) {
    if (lookedOn != byAnybody) {
      lookedOn = byAnybody;
      apply(written);
    }
  }

  /**
   * From now on calls are recorded, those that no rule matches as well.
   *
   * @param other null for not
   */
  public synchronized void record(CallSpans other) {
    spans = other;
    if (other != null) {
      jdbc().ask(book);
    }
    if (jdbc != null) {
      jdbc.record(other);
    }
    http.record(other);
    messaging.record(other);
    hook();
  }

  public synchronized RuleSet rules() {
    return book.rules();
  }

  /** Lets woven code find the guards; only for the kinds of calls that a rule is for. */
  public synchronized void on() {
    on = true;
    hook();
  }

  /** The kill switch: from the next call on nothing is guarded; state is kept. */
  public synchronized void off() {
    on = false;
    hook();
  }

  public synchronized boolean isOn() {
    return on;
  }

  /** Not before a rule asks for it: its maps are the largest thing here. */
  private JdbcCalls jdbc() {
    jdbc = jdbc == null ? new JdbcCalls(parts.events()) : jdbc;
    return jdbc;
  }

  private void hook() {
    if (on && book.keepsMessages()) {
      parts
          .outboxes()
          .on(book); // before the first send asks whether there are others to go before it
    }
    messaging.ask(book);
    RetrofuseJdbc.hook = on && (book.hasJdbc() || spans != null) ? jdbc : null;
    RetrofuseHttp.hook = on && (book.hasHttp() || spans != null) ? http : null;
    RetrofuseMessaging.hook = on && (book.hasMessaging() || spans != null) ? messaging : null;
    RetrofuseDeadline.hook = on ? deadlines : null;
    RetrofuseRequest.hook = on ? requests : null;
    if (on && book.hasTimeOuts()) {
      parts.watchdog().on();
    } else {
      parts.watchdog().off();
    }
    if (!on || !book.keepsMessages()) {
      parts.outboxes().off();
    }
    CoarseClock coarse = parts.ticker().coarse();
    if (!on && coarse != null) {
      coarse.stop();
    }
  }

  /** To be called once a second on a thread of the agent's. */
  public synchronized void everySecond() {
    CoarseClock coarse = parts.ticker().coarse();
    if (coarse != null && on) {
      coarse.everySecond();
    }
    if (observations.expire()) {
      apply(written);
    }
    book.settle();
  }

  @Override
  public synchronized boolean force(
      String rule, String key, CircuitState to, long nanos, String by) {
    List<CircuitBreaker> breakers = book.breakers(rule, key);
    if (!breakers.isEmpty()) {
      long until = UtcTime.nowMillis() + nanos / 1_000_000;
      String why = "forced " + to.word() + " by " + by + " until " + UtcTime.text(until);
      breakers.get(0).force(new Force(to, nanos, by, until, why));
    }
    return !breakers.isEmpty();
  }

  @Override
  public synchronized boolean reset(String rule, String key, String by) {
    List<CircuitBreaker> breakers = book.breakers(rule, key);
    for (CircuitBreaker breaker : breakers) {
      breaker.reset("reset by " + by);
    }
    return !breakers.isEmpty();
  }

  @Override
  public synchronized boolean observe(String rule, long nanos, String by) {
    if (!names(written).contains(rule) || (nanos <= 0 && !observations.end(rule, by))) {
      return false;
    }
    if (nanos > 0) {
      observations.begin(rule, nanos, by);
    }
    apply(written);
    return true;
  }

  /** Every key of every rule that has been called. */
  public synchronized List<GuardStatus> status() {
    return book.status(observations);
  }
}
