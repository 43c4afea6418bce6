package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleSet;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JmxBeansTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final Written written = new Written();
  private final RealView view = new RealView(new EventLog(written.log));
  private final JmxBeans beans =
      new JmxBeans(view, new RuleSource(null, null, view::apply, written.log), written.log);

  private static RuleSet rules(String name) {
    return RuleFile.parse(
            "rules.yaml",
            "rules:\n  - name: '"
                + name
                + "'\n    match: { http: { host: '**' } }\n    scope: host\n"
                + "    breaker: { minimum-calls: 1, window: 10 calls }\n")
        .ruleSet();
  }

  private static Set<ObjectName> names() throws Exception {
    return SERVER.queryNames(new ObjectName("dev.retrofuse:*"), null);
  }

  private static ObjectName breaker() throws Exception {
    Set<ObjectName> found = SERVER.queryNames(new ObjectName("dev.retrofuse:type=Breaker,*"), null);
    assertEquals(1, found.size(), found.toString());
    return found.iterator().next();
  }

  @AfterEach
  void close() throws Exception {
    beans.close();
    view.close();
    assertEquals(Set.of(), names());
  }

  @Test
  void showsTheAgent() throws Exception {
    beans.refresh();
    ObjectName agent = new ObjectName("dev.retrofuse:type=Agent");
    assertEquals(Version.current(), SERVER.getAttribute(agent, "Version"));
    assertEquals(true, SERVER.getAttribute(agent, "On"));
    assertEquals(2L, SERVER.getAttribute(agent, "Faults"));
    assertEquals("", SERVER.getAttribute(agent, "RulesFile"));
    SERVER.invoke(agent, "off", new Object[0], new String[0]);
    assertFalse(view.isOn());
    SERVER.invoke(agent, "on", new Object[0], new String[0]);
    assertTrue(view.isOn());
  }

  @Test
  void showsABreaker() throws Exception {
    view.apply(rules("pay \"*?\\ments"));
    RealView.call("far", true);
    beans.refresh();
    ObjectName name = breaker();
    assertEquals("pay \"*?\\ments", SERVER.getAttribute(name, "Rule"));
    assertEquals("pay \"*?\\ments", ObjectName.unquote(name.getKeyProperty("rule")));
    assertEquals("far:80", SERVER.getAttribute(name, "Key"));
    assertEquals("http", SERVER.getAttribute(name, "Kind"));
    assertEquals("enforce", SERVER.getAttribute(name, "Mode"));
    assertEquals("OPEN", SERVER.getAttribute(name, "State"));
    assertEquals(1L, SERVER.getAttribute(name, "Failures"));
    assertTrue((Long) SERVER.getAttribute(name, "OpenForMillis") > 0);
    assertEquals(34, SERVER.getMBeanInfo(name).getAttributes().length);
  }

  @Test
  void changesABreaker() throws Exception {
    view.apply(rules("one"));
    RealView.call("far", false);
    beans.refresh();
    ObjectName name = breaker();
    invoke(name, "open", 600);
    assertEquals("OPEN JMX", stateOf(name));
    invoke(name, "close", 600);
    assertEquals("CLOSED JMX", stateOf(name));
    SERVER.invoke(name, "reset", new Object[0], new String[0]);
    assertEquals("CLOSED ", stateOf(name));
    Exception tooLong =
        assertThrows(RuntimeMBeanException.class, () -> invoke(name, "open", 86_401));
    assertTrue(tooLong.getCause().getMessage().contains("86400"), tooLong.toString());
    view.apply(rules("two"));
    assertThrows(RuntimeMBeanException.class, () -> invoke(name, "open", 600));
  }

  private static void invoke(ObjectName name, String operation, int seconds) throws Exception {
    SERVER.invoke(name, operation, new Object[] {seconds}, new String[] {"int"});
  }

  // As it is now, and not as the beans have taken it a moment ago.
  private String stateOf(ObjectName name) throws Exception {
    beans.refresh();
    return SERVER.getAttribute(name, "State") + " " + SERVER.getAttribute(name, "ForcedBy");
  }

  /** A console or an exporter on the other side of a connection, without a class of ours. */
  @Test
  void canBeReadFromAfar() throws Exception {
    String rule = "a,b=\"c\":*?";
    view.apply(rules(rule));
    RealView.call("far", true);
    RealView.call("far", true);
    beans.refresh();
    JMXConnectorServer server =
        JMXConnectorServerFactory.newJMXConnectorServer(
            new JMXServiceURL("rmi", "127.0.0.1", 0), onLoopback(), SERVER);
    server.start();
    try (JMXConnector connector = JMXConnectorFactory.connect(server.getAddress())) {
      MBeanServerConnection far = connector.getMBeanServerConnection();
      Set<ObjectName> found = far.queryNames(new ObjectName("dev.retrofuse:*"), null);
      assertEquals(2, found.size(), found.toString());
      for (ObjectName name : found) {
        for (MBeanAttributeInfo attribute : far.getMBeanInfo(name).getAttributes()) {
          assertTrue(isPlain(attribute.getType()), attribute.toString());
          assertNotNull(far.getAttribute(name, attribute.getName()), attribute.toString());
        }
      }
      String key = "dev.retrofuse:type=Breaker,rule=" + ObjectName.quote(rule) + ",*";
      ObjectName breaker = far.queryNames(new ObjectName(key), null).iterator().next();
      assertEquals(rule, far.getAttribute(breaker, "Rule"));
      TabularData refused = (TabularData) far.getAttribute(breaker, "RefusedBy");
      assertEquals(1L, refused.get(new Object[] {"breaker"}).get("value"));
    } finally {
      server.stop();
    }
  }

  private static Map<String, Object> onLoopback() {
    RMIServerSocketFactory factory =
        port -> new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    return Map.of(RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, factory);
  }

  private static boolean isPlain(String type) {
    return Set.of("java.lang.String", "[Ljava.lang.String;", "long", "int", "boolean")
            .contains(type)
        || type.equals(TabularData.class.getName());
  }

  @Test
  void followsWhatComesAndGoes() throws Exception {
    view.apply(rules("one"));
    RealView.call("far", false);
    beans.refresh();
    assertEquals("one", SERVER.getAttribute(breaker(), "Rule"));
    view.apply(rules("two"));
    RealView.call("far", false);
    beans.refresh();
    assertEquals("two", SERVER.getAttribute(breaker(), "Rule"));
  }

  @Test
  void isBounded() throws Exception {
    String rule = "match: { http: { host: '%s*' } }, scope: host, breaker: {} }\n";
    view.apply(
        RuleFile.parse(
                "rules.yaml",
                "rules:\n  - { name: one, "
                    + rule.formatted("a")
                    + "  - { name: two, "
                    + rule.formatted("b"))
            .ruleSet());
    for (int i = 0; i < JmxBeans.MOST_BREAKERS + 5; i++) {
      RealView.call((i % 2 == 0 ? "a" : "b") + i, false);
    }
    beans.refresh();
    beans.refresh();
    assertEquals(JmxBeans.MOST_BREAKERS + 1, names().size());
    assertEquals(1, written.count("further breakers have no MBean"));
  }

  @Test
  void waitsForTheApplicationToBegin() throws Exception {
    view.attached = false;
    beans.refresh();
    assertEquals(Set.of(), names());
    view.apply(rules("one"));
    RealView.call("far", false);
    beans.refresh();
    assertEquals(2, names().size());
  }

  @Test
  void staysAwayOnceClosed() throws Exception {
    beans.refresh();
    beans.close();
    beans.refresh();
    assertEquals(Set.of(), names());
  }
}
