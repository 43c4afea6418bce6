package dev.retrofuse.engine;

import dev.retrofuse.engine.courier.Couriers;
import dev.retrofuse.engine.spool.KeySpool;
import dev.retrofuse.engine.spool.RuleSpool;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.Spool;
import java.util.ArrayList;
import java.util.List;

/** What the rules in force keep on disk, and the thread that sends it while they are on. */
final class Outboxes {
  private final Ticker ticker;
  private final Events events;
  private final Couriers couriers = new Couriers();
  private volatile List<RuleSpool> spools = new ArrayList<>();
  private volatile Replay thread;

  Outboxes(Ticker ticker, Events events) {
    this.ticker = ticker;
    this.events = events;
  }

  Couriers couriers() {
    return couriers;
  }

  /** Goes on with those whose name and folder are the same, and ends the others. */
  synchronized void apply(RuleSet rules) {
    List<RuleSpool> next = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      Spool settings = rule.fallback().spool();
      if (settings != null) {
        next.add(goOn(rule, settings));
      }
    }
    for (RuleSpool each : spools) {
      if (!next.contains(each)) {
        each.close();
      }
    }
    spools = next;
  }

  private RuleSpool goOn(Rule rule, Spool settings) {
    RuleSpool known = find(rule);
    if (known == null) {
      return make(rule.name(), settings);
    }
    known.configure(settings);
    return known;
  }

  private RuleSpool make(String rule, Spool settings) {
    return new RuleSpool(
        rule,
        settings,
        events,
        new Runnable() {
          @Override
          public void run() {
            wake();
          }
        });
  }

  private void wake() {
    Replay running = thread;
    if (running != null) {
      running.wake();
    }
  }

  private RuleSpool find(Rule rule) {
    Spool settings = rule.fallback().spool();
    for (RuleSpool each : spools) {
      if (settings != null && each.isOf(rule.name(), settings)) {
        return each;
      }
    }
    return null;
  }

  /** Null for a rule that keeps nothing. */
  Outbox of(Rule rule, String key) {
    RuleSpool spool = find(rule);
    return spool == null ? null : new Outbox(spool.of(key), couriers);
  }

  /** The keys that have messages. */
  List<String> holding(Rule rule) {
    List<String> keys = new ArrayList<>();
    RuleSpool spool = find(rule);
    if (spool != null) {
      for (KeySpool each : spool.keys()) {
        if (each.holds()) {
          keys.add(each.key());
        }
      }
    }
    return keys;
  }

  List<RuleSpool> spools() {
    return spools;
  }

  /** Takes the folders, and sends what is in them when the rules' policies let it. */
  synchronized void on(RuleBook book) {
    for (RuleSpool each : spools) {
      each.open();
    }
    book.findKept();
    if (thread == null) {
      thread = new Replay(this, ticker, events);
      thread.ask(book);
      thread.start();
    }
    thread.ask(book);
  }

  /** Sends no more, and gives the folders back; the messages stay in them. */
  synchronized void off() {
    Replay ending = thread;
    thread = null;
    if (ending != null) {
      ending.end();
    }
    for (RuleSpool each : spools) {
      each.close();
    }
  }
}
