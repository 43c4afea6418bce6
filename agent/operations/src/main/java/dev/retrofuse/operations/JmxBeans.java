package dev.retrofuse.operations;

import dev.retrofuse.engine.GuardStatus;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * The MBeans {@code dev.retrofuse:type=Agent} and {@code
 * dev.retrofuse:type=Breaker,rule=...,key=...}, one per guard.
 *
 * <p>Creating the platform's MBean server sets up logging for good, which is the application's to
 * do; so nothing happens here before {@link #refresh} finds a reason, on the agent's own thread.
 */
final class JmxBeans {
  static final int MOST_BREAKERS = 1_000;
  private static final String OWN_SERVER_BUILDER = "javax.management.builder.initial";

  private final AgentView view;
  private final AgentBean agent;
  private final Guards guards;
  private final AgentLog log;
  private final Map<String, ObjectName> breakers = new HashMap<>();
  private MBeanServer server;
  private ObjectName agentName;
  private boolean closed;

  JmxBeans(AgentView view, RuleSource rules, AgentLog log) {
    this.view = view;
    this.agent = new AgentBean(view, rules);
    this.guards = new Guards(view);
    this.log = log;
  }

  /** Registers what has come and unregisters what has gone. */
  synchronized void refresh() {
    if (closed) {
      return;
    }
    Map<String, GuardStatus> now = guards.refresh();
    if (server == null && !open(now)) {
      return;
    }
    Iterator<Map.Entry<String, ObjectName>> known = breakers.entrySet().iterator();
    while (known.hasNext()) {
      Map.Entry<String, ObjectName> breaker = known.next();
      if (!now.containsKey(breaker.getKey())) {
        unregister(breaker.getValue());
        known.remove();
      }
    }
    registerNew(now);
  }

  // A guard that exists was asked for by the application: so it has begun.
  private boolean open(Map<String, GuardStatus> now) {
    if (now.isEmpty() && !view.attached()) {
      return false;
    }
    // A server of the application's own making needs its loader: let the application make it.
    if (System.getProperty(OWN_SERVER_BUILDER) != null
        && MBeanServerFactory.findMBeanServer(null).isEmpty()) {
      return false;
    }
    server = ManagementFactory.getPlatformMBeanServer();
    agentName = register("dev.retrofuse:type=Agent", agent);
    return true;
  }

  private void registerNew(Map<String, GuardStatus> now) {
    for (Map.Entry<String, GuardStatus> guard : now.entrySet()) {
      if (!breakers.containsKey(guard.getKey())) {
        if (breakers.size() == MOST_BREAKERS) {
          log.once("jmx bound", "further breakers have no MBean: there are " + MOST_BREAKERS);
          return;
        }
        breakers.put(guard.getKey(), register(guard.getValue()));
      }
    }
  }

  private ObjectName register(GuardStatus guard) {
    return register(name(guard), new BreakerBean(guards, view.operator(), guard));
  }

  static String name(GuardStatus guard) {
    return "dev.retrofuse:type=Breaker,rule="
        + ObjectName.quote(guard.rule())
        + ",key="
        + ObjectName.quote(guard.key());
  }

  private ObjectName register(String name, Object bean) {
    try {
      return server.registerMBean(bean, new ObjectName(name)).getObjectName();
    } catch (JMException | RuntimeException e) {
      log.once("jmx " + name, "no MBean " + name + ": " + e);
      return null;
    }
  }

  /** Unregisters all, for good. */
  synchronized void close() {
    closed = true;
    if (server == null) {
      return;
    }
    for (ObjectName name : breakers.values()) {
      unregister(name);
    }
    unregister(agentName);
    breakers.clear();
    server = null;
  }

  private void unregister(ObjectName name) {
    if (name == null) {
      return;
    }
    try {
      server.unregisterMBean(name);
    } catch (JMException | RuntimeException e) {
      log.once("jmx " + name, "MBean " + name + " stays registered: " + e);
    }
  }
}
