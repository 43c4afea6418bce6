package dev.retrofuse.operations;

import dev.retrofuse.engine.GuardStatus;

/** The MBean of one guard. After the guard is gone it shows how it was last seen. */
final class BreakerBean implements BreakerMXBean {
  private final Guards guards;
  private final String id;
  private volatile GuardStatus last;

  BreakerBean(Guards guards, GuardStatus first) {
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
}
