package dev.retrofuse.engine;

import dev.retrofuse.engine.retry.RetryBudgets;
import dev.retrofuse.engine.timeout.Watchdog;

/** What all rules of an engine have in common, and goes on when they are edited. */
final class EngineParts {
  private final Ticker ticker;
  private final Events events;
  private final Watchdog watchdog;
  private final Outboxes outboxes;
  private final RetryBudgets budgets = new RetryBudgets();

  EngineParts(Ticker ticker, Events events) {
    this.ticker = ticker;
    this.events = events;
    watchdog = new Watchdog(ticker);
    outboxes = new Outboxes(ticker, events);
  }

  Ticker ticker() {
    return ticker;
  }

  Events events() {
    return events;
  }

  Watchdog watchdog() {
    return watchdog;
  }

  Outboxes outboxes() {
    return outboxes;
  }

  RetryBudgets budgets() {
    return budgets;
  }
}
