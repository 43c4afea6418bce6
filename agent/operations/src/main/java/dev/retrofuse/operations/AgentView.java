package dev.retrofuse.operations;

import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.engine.Operator;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What operations needs of the running agent. Asked by the agent's thread and by commands. */
public interface AgentView {
  /** The agent's version. */
  String version();

  /** False after the kill switch. */
  boolean isOn();

  /** Undoes {@link #off}. */
  void on();

  /** The kill switch: from the next call on nothing is guarded; nothing is retransformed. */
  void off();

  /** Whether the agent came to a JVM that was running already. */
  boolean attached();

  /** Every guard there is, in any order. */
  List<GuardStatus> guards();

  /** By which single breakers and rules are changed for a time. */
  Operator operator();

  /** What the engine does about once a second. */
  void everySecond();

  /** Whether somebody looks on; as long as that is so, the durations of calls are counted. */
  void lookedOn(boolean byAnybody);

  /** How many classes are woven now. */
  int wovenClasses();

  /** How the waist was placed, in words. */
  String waist();

  /** Trace contexts that came and were not taken so far, by reason. */
  Map<String, Long> droppedContexts();

  /** What became of recorded spans so far; empty where none is recorded. */
  Map<String, Long> spans();

  /** Faults of the agent in woven code so far, by instrumentation. */
  Map<String, Long> faults();

  /** Instrumentations that were switched off because they kept failing. */
  Collection<String> switchedOff();

  /** What else an operator should know, one sentence each. */
  Collection<String> notes();
}
