package dev.retrofuse.operations.discovery;

import dev.retrofuse.engine.CallSpans;
import dev.retrofuse.engine.Ticker;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the calls of a JVM, those that no rule is for as well, until it is ended. */
public final class Discovery {
  /** So many distinct calls are told apart; further ones are one for each kind. */
  public static final int MOST = 200;

  private final Ticker ticker;
  private final long began;
  private final Map<CallName, SeenCalls> seen = new ConcurrentHashMap<>();
  private volatile long ended;

  /** One that begins now. */
  public Discovery(Ticker ticker) {
    this.ticker = ticker;
    began = ticker.nanos();
    ended = began;
  }

  /**
   * What is to be told of each call.
   *
   * @param next who is to be told of them too; null for nobody
   */
  public CallSpans before(CallSpans next) {
    return new DiscoveredCalls(this, next);
  }

  /** Ends it: from now on it is as old as it was, though calls under way may still end. */
  public void end() {
    ended = ticker.nanos();
  }

  /** How long it lasted; 0 before its end. */
  long nanos() {
    return ended - began;
  }

  Ticker ticker() {
    return ticker;
  }

  SeenCalls of(CallName name) {
    SeenCalls known = seen.get(name);
    return known != null ? known : add(name);
  }

  // Threads that meet here may make it a few more than the most.
  private SeenCalls add(CallName name) {
    boolean full = seen.size() >= MOST;
    return seen.computeIfAbsent(full ? CallName.other(name.kind()) : name, SeenCalls::new);
  }

  Collection<SeenCalls> all() {
    return seen.values();
  }

  /** All that was seen, as one JSON object; described in {@code docs/operating.md}. */
  public String json() {
    return new DiscoveryReport(this).json();
  }
}
