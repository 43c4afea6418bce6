package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM with the agent has open: no port, and no file but the jar. */
class SafetyIT {
  private static final String LISTENS = "0A";
  private static final String RULES =
      """
      rules:
        - { name: payments, match: { http: { host: 127.0.0.1 } }, breaker: {}, retry: {} }
        - { name: orders-db, match: { jdbc: {} }, breaker: {}, time-out: { call: 5s } }
      """;

  @TempDir Path folder;

  @Test
  void noPortIsOpenedAndNoFileButTheJar() throws IOException {
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome())) {
      call(jvm, far);
      Set<String> before = files(jvm.pid());
      String rules = "attach,rules=" + Product.rules(folder, RULES);
      assertEquals("ok", Attach.command(jvm.pid(), folder, rules));
      call(jvm, far);
      assertEquals(Set.of(), ports(jvm.pid()));
      assertEquals(Set.of(Product.JAR.toRealPath().toString()), more(jvm, before));
      assertEquals("ok", Attach.command(jvm.pid(), folder, "detach"));
      call(jvm, far);
      assertEquals(Set.of(), ports(jvm.pid()));
      // The JVM itself keeps it, as a part of its class path.
      assertEquals(Set.of(Product.JAR.toRealPath().toString()), more(jvm, before));
    }
  }

  @Test
  void aPortWouldBeSeen() throws IOException {
    try (ForkedJvm jvm = Product.console(ForkedJvm.ownHome())) {
      jvm.ask("serve http://127.0.0.1:1/", "serve");
      assertEquals(1, ports(jvm.pid()).size());
    }
  }

  private static void call(ForkedJvm jvm, FarSide far) {
    assertEquals("http 200", jvm.ask("http " + far.url("/"), "http"));
    assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
  }

  private static Set<String> more(ForkedJvm jvm, Set<String> before) throws IOException {
    Set<String> now = files(jvm.pid());
    now.removeAll(before);
    return now;
  }

  private static Set<String> files(long pid) throws IOException {
    Set<String> files = new TreeSet<>(open(pid));
    files.removeIf(file -> !file.startsWith("/"));
    assertTrue(!files.isEmpty(), "not even the JVM's own");
    return files;
  }

  /** The sockets of the process that listen for connections of others. */
  private static Set<String> ports(long pid) throws IOException {
    Set<String> sockets = new HashSet<>(open(pid));
    Set<String> ports = new TreeSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
        String[] columns = line.trim().split(" +");
        if (columns[3].equals(LISTENS) && sockets.contains("socket:[" + columns[9] + "]")) {
          ports.add(columns[1]);
        }
      }
    }
    return ports;
  }

  private static List<String> open(long pid) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return all.map(SafetyIT::target).toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
