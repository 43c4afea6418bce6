package dev.retrofuse.peers;

import com.alibaba.csp.sentinel.AsyncEntry;
import com.alibaba.csp.sentinel.CtSph;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.Tracer;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.alibaba.csp.sentinel.slots.block.degrade.circuitbreaker.EventObserverRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A Sentinel resource with one degrade rule, in the machine's time. Its state is of the JVM. */
public final class Sentinel implements AnyBreaker {
  public static final String NAME = "Sentinel";

  /** A window whose edge, of the wall clock, no scenario meets. */
  public static final int LONG_MILLIS = 1_000_000_000;

  private static final Exception FAILURE = new Exception("a call failed");
  private static final AtomicLong NUMBER = new AtomicLong();
  private static final Map<String, String> STATES = new ConcurrentHashMap<>();

  static {
    try { // else it writes to the home directory
      String logs = Files.createTempDirectory("sentinel").toString();
      System.setProperty("csp.sentinel.log.dir", logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.setProperty("csp.sentinel.metric.flush.interval", "0");
    EventObserverRegistry.getInstance()
        .addStateChangeObserver(
            NAME, (from, to, rule, snapshot) -> STATES.put(rule.getResource(), to.name()));
  }

  private final String resource;
  private final Map<Long, AsyncEntry> open = new ConcurrentHashMap<>();
  private final AtomicLong permits = new AtomicLong();

  private Sentinel(String resource) {
    this.resource = resource;
  }

  /** A resource that opens at a share of failures among at least so many calls, for 1 s. */
  public static Sentinel failureRate(double rate, int minimum, int windowMillis) {
    Sentinel sentinel = new Sentinel("resource-" + NUMBER.incrementAndGet());
    sentinel.rule(rate, minimum, windowMillis);
    return sentinel;
  }

  /** Puts another rule in force for this resource, and none for all others. */
  public void rule(double rate, int minimum, int windowMillis) {
    DegradeRule rule =
        new DegradeRule(resource)
            .setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO)
            .setCount(rate)
            .setMinRequestAmount(minimum)
            .setStatIntervalMs(windowMillis)
            .setTimeWindow(1);
    DegradeRuleManager.loadRules(List.of(rule));
  }

  /** Enters and leaves a resource that has no rule. */
  public static void touch(String name) {
    try {
      SphU.entry(name).exit();
    } catch (BlockException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Forgets all resources: they are the JVM's, and there is a most of them. */
  public static void forgetResources() {
    try {
      Method reset = CtSph.class.getDeclaredMethod("resetChainMap");
      reset.setAccessible(true);
      reset.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long acquire() {
    try {
      AsyncEntry entry = SphU.asyncEntry(resource);
      long permit = permits.incrementAndGet();
      open.put(permit, entry);
      return permit;
    } catch (BlockException e) {
      return -1;
    }
  }

  @Override
  public void end(long permit, boolean failed) {
    AsyncEntry entry = open.remove(permit);
    if (failed) {
      Tracer.traceEntry(FAILURE, entry);
    }
    entry.exit();
  }

  @Override
  public void ignore(long permit) {
    throw new UnsupportedOperationException("Sentinel has no such outcome");
  }

  @Override
  public String state() {
    return STATES.getOrDefault(resource, "CLOSED");
  }
}
