package dev.retrofuse.operations;

import dev.retrofuse.engine.UtcTime;
import java.util.Map;

/** The agent's MBean: asks the view at each reading. */
final class AgentBean implements AgentMXBean {
  private final AgentView view;
  private final RuleSource rules;

  AgentBean(AgentView view, RuleSource rules) {
    this.view = view;
    this.rules = rules;
  }

  @Override
  public String getVersion() {
    return view.version();
  }

  @Override
  public String getRulesFile() {
    return rules.file() == null ? "" : rules.file().getPath();
  }

  @Override
  public int getRules() {
    return rules.inForce().rules().size();
  }

  @Override
  public String getRulesLoadedAt() {
    return rules.loadedAtMillis() == 0 ? "" : UtcTime.exact(rules.loadedAtMillis());
  }

  @Override
  public String getRulesEnvironment() {
    String environment = rules.inForce().environment();
    return environment == null ? "" : environment;
  }

  @Override
  public String[] getRulesFiles() {
    return rules.inForce().files().toArray(new String[0]);
  }

  @Override
  public String[] getRulesChanges() {
    return rules.changes().toArray(new String[0]);
  }

  @Override
  public String[] getRuleProblems() {
    return rules.problems().toArray(new String[0]);
  }

  @Override
  public long getFaults() {
    long sum = 0;
    for (long faults : view.faults().values()) {
      sum += faults;
    }
    return sum;
  }

  @Override
  public String[] getSwitchedOff() {
    return view.switchedOff().toArray(new String[0]);
  }

  @Override
  public int getWovenClasses() {
    return view.wovenClasses();
  }

  @Override
  public boolean isAttached() {
    return view.attached();
  }

  @Override
  public String getTrace() {
    return rules.inForce().trace().toString();
  }

  @Override
  public Map<String, Long> getDroppedContexts() {
    return view.droppedContexts();
  }

  @Override
  public Map<String, Long> getSpans() {
    return view.spans();
  }

  @Override
  public String getWaist() {
    return view.waist();
  }

  @Override
  public String[] getNotes() {
    return view.notes().toArray(new String[0]);
  }

  @Override
  public boolean isOn() {
    return view.isOn();
  }

  @Override
  public void on() {
    view.on();
  }

  @Override
  public void off() {
    view.off();
  }
}
