package dev.retrofuse.operations.discovery;

import dev.retrofuse.engine.CallSpans;
import dev.retrofuse.engine.Ticker;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the calls of a JVM, those that no rule is for as well, until it is ended. */
public final class Discovery implements Look {
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

  @Override
  public CallSpans before(CallSpans next) {
    return new DiscoveredCalls(this, next);
  }

  @Override
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

  /** One JSON object; described in {@code docs/operating.md}. */
  @Override
  public String report() {
    return new DiscoveryReport(this).json();
  }
}
