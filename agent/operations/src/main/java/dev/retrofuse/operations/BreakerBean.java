package dev.retrofuse.operations;

import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.engine.Operator;
import dev.retrofuse.engine.OverrideStatus;
import dev.retrofuse.engine.PolicyStatus;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.engine.drill.DrillStatus;
import dev.retrofuse.engine.retry.RetryStatus;
import dev.retrofuse.engine.spool.SpoolStatus;
import dev.retrofuse.engine.window.DurationStatus;
import java.util.Map;
import java.util.TreeMap;

/** The MBean of one guard. After the guard is gone it shows how it was last seen. */
final class BreakerBean implements BreakerMXBean {
  private static final String BY = "JMX";

  private final Guards guards;
  private final Operator operator;
  private final String id;
  private volatile GuardStatus last;

  BreakerBean(Guards guards, Operator operator, GuardStatus first) {
    this.operator = operator;
    this.guards = guards;
    this.id = Guards.id(first);
    this.last = first;
  }

  private GuardStatus now() {
    GuardStatus now = guards.get(id);
    if (now != null) {
      last = now;
    }
    return last;
  }

  @Override
  public String getRule() {
    return last.rule();
  }

  @Override
  public String getKey() {
    return last.key();
  }

  @Override
  public String getKind() {
    return now().kind().toString();
  }

  @Override
  public String getMode() {
    return now().mode().toString();
  }

  @Override
  public String getState() {
    return now().state().toString();
  }

  @Override
  public long getCalls() {
    return now().calls();
  }

  @Override
  public long getFailures() {
    return now().failures();
  }

  @Override
  public long getSlow() {
    return now().slow();
  }

  @Override
  public long getRefused() {
    return now().refused();
  }

  @Override
  public long getWouldRefuse() {
    return now().wouldRefuse();
  }

  @Override
  public Map<String, Long> getRefusedBy() {
    Map<String, Long> refused = new TreeMap<>();
    for (PolicyStatus policy : now().policies()) {
      refused.put(policy.policy(), policy.refused());
    }
    return refused;
  }

  @Override
  public Map<String, Long> getWouldRefuseBy() {
    Map<String, Long> wouldRefuse = new TreeMap<>();
    for (PolicyStatus policy : now().policies()) {
      wouldRefuse.put(policy.policy(), policy.wouldRefuse());
    }
    return wouldRefuse;
  }

  @Override
  public long getFallbacks() {
    return now().fallbacks();
  }

  @Override
  public long getKept() {
    return now().kept();
  }

  @Override
  public long getKeptBytes() {
    return now().keptBytes();
  }

  @Override
  public long getMedianMicros() {
    DurationStatus durations = now().durations();
    return durations == null ? 0 : durations.medianNanos() / 1_000;
  }

  @Override
  public long getP99Micros() {
    DurationStatus durations = now().durations();
    return durations == null ? 0 : durations.p99Nanos() / 1_000;
  }

  @Override
  public long getRetries() {
    RetryStatus retry = now().retry();
    return retry == null ? 0 : retry.made();
  }

  @Override
  public long getRetriesSucceeded() {
    RetryStatus retry = now().retry();
    return retry == null ? 0 : retry.succeeded();
  }

  @Override
  public long getRetriesOutOfBudget() {
    RetryStatus retry = now().retry();
    return retry == null ? 0 : retry.outOfBudget();
  }

  @Override
  public long getWouldRetry() {
    RetryStatus retry = now().retry();
    return retry == null ? 0 : retry.wouldRetry();
  }

  @Override
  public long getSpoolMessages() {
    SpoolStatus spool = now().spool();
    return spool == null ? 0 : spool.messages();
  }

  @Override
  public long getSpoolBytes() {
    SpoolStatus spool = now().spool();
    return spool == null ? 0 : spool.bytes();
  }

  @Override
  public long getSpoolOldestMillis() {
    SpoolStatus spool = now().spool();
    return spool == null ? 0 : spool.oldestMillis();
  }

  @Override
  public long getSpoolNotKept() {
    SpoolStatus spool = now().spool();
    return spool == null ? 0 : spool.notKept();
  }

  @Override
  public long getSpoolSetAside() {
    SpoolStatus spool = now().spool();
    return spool == null ? 0 : spool.setAside();
  }

  @Override
  public long getDrillStruck() {
    DrillStatus drill = now().drill();
    return drill == null ? 0 : drill.struck();
  }

  @Override
  public long getDrillWouldStrike() {
    DrillStatus drill = now().drill();
    return drill == null ? 0 : drill.wouldStrike();
  }

  @Override
  public long getDrillLeftMillis() {
    DrillStatus drill = now().drill();
    return drill == null ? 0 : drill.leftMillis();
  }

  @Override
  public int getConcurrent() {
    return now().concurrent();
  }

  @Override
  public int getMaxConcurrent() {
    return now().maxConcurrent();
  }

  @Override
  public long getSinceMillis() {
    return now().sinceMillis();
  }

  @Override
  public long getOpenForMillis() {
    return now().openForMillis();
  }

  @Override
  public String getForcedBy() {
    OverrideStatus forced = now().forced();
    return forced == null ? "" : forced.by();
  }

  @Override
  public void open(int seconds) {
    force(CircuitState.OPEN, seconds);
  }

  @Override
  public void close(int seconds) {
    force(CircuitState.CLOSED, seconds);
  }

  private void force(CircuitState to, int seconds) {
    long nanos = OperatorCommands.nanos(seconds);
    check(operator.force(last.rule(), last.key(), to, nanos, BY));
  }

  @Override
  public void reset() {
    check(operator.reset(last.rule(), last.key(), BY));
  }

  private static void check(boolean done) {
    if (!done) {
      throw new IllegalArgumentException("there is no such breaker (any more)");
    }
  }
}
