package dev.retrofuse.engine;

import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Rule;

/** Whether the policies of a rule act upon its calls. */
final class Enforcement {
  private final boolean enforces;
  private final double share;
  private final Ticker ticker;

  Enforcement(Rule rule, Ticker ticker) {
    enforces = rule.mode() == Mode.ENFORCE;
    share = rule.enforced();
    this.ticker = ticker;
  }

  /** Whether they act upon any. */
  boolean isOn() {
    return enforces;
  }

  /** Whether they act upon one: chance decides where it is a share of them. */
  boolean holdsNow() {
    return enforces && (share >= 1 || ticker.chance() < share);
  }
}
