package dev.retrofuse.operations;

import java.util.Map;

/** The agent as a whole. */
public interface AgentMXBean {
  String getVersion();

  /** A file or a folder; empty when none is configured. */
  String getRulesFile();

  /** How many rules are in force. */
  int getRules();

  /** When the rules in force were read, as ISO 8601; empty before there were any. */
  String getRulesLoadedAt();

  /** The environment whose overlay is in force, or would be if it had one; empty without. */
  String getRulesEnvironment();

  /** The files that the rules in force were read from. */
  String[] getRulesFiles();

  /** What the last reload changed, one line each. */
  String[] getRulesChanges();

  /** What keeps the rule file's present content from being taken over, one line each. */
  String[] getRuleProblems();

  /** Faults of the agent in woven code so far; each let its call go through. */
  long getFaults();

  /** Instrumentations that were switched off because they kept failing. */
  String[] getSwitchedOff();

  int getWovenClasses();

  /** Whether the agent came to a running JVM. */
  boolean isAttached();

  /** The mode of calls whose rule says nothing of trace context. */
  String getTrace();

  /** Trace contexts that came and were not taken, by reason. */
  Map<String, Long> getDroppedContexts();

  /** What became of recorded spans; empty where none is recorded. */
  Map<String, Long> getSpans();

  /** How the waist was placed. */
  String getWaist();

  /** What else an operator should know, one sentence each. */
  String[] getNotes();

  /** False after the kill switch. */
  boolean isOn();

  /** Undoes {@link #off}. */
  void on();

  /** The kill switch: from the next call on nothing is guarded. */
  void off();
}
