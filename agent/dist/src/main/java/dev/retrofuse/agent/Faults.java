package dev.retrofuse.agent;

import dev.retrofuse.operations.AgentLog;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Faults of woven code by instrumentation; the first of each place is logged. */
final class Faults {
  /** An instrumentation with more faults than this is switched off. */
  private static final long MOST = 100;

  private final AgentLog log;
  private final ConcurrentHashMap<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private final Set<String> switchedOff =
      Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());

  Faults(AgentLog log) {
    this.log = log;
  }

  /**
   * Counts a fault.
   *
   * @return whether this is the one fault too many: the instrumentation is to be switched off now
   */
  boolean add(Throwable fault, String instrumentation) {
    AtomicLong count = counts.get(instrumentation);
    if (count == null) {
      count = new AtomicLong();
      AtomicLong other = counts.putIfAbsent(instrumentation, count);
      count = other == null ? count : other;
    }
    log.once(
        place(fault, instrumentation),
        instrumentation + ": fault, the call went on: " + fault + at(fault));
    return count.incrementAndGet() > MOST && switchedOff.add(instrumentation);
  }

  private static String place(Throwable fault, String instrumentation) {
    return instrumentation + fault.getClass().getName() + at(fault);
  }

  private static String at(Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  Map<String, Long> counts() {
    Map<String, Long> result = new TreeMap<>();
    for (Map.Entry<String, AtomicLong> each : counts.entrySet()) {
      result.put(each.getKey(), each.getValue().get());
    }
    return result;
  }

  Collection<String> switchedOff() {
    return Collections.unmodifiableSet(switchedOff);
  }
}
