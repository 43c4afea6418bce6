package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six services on Java 8 to 26 that know nothing of traces: the trace of a request is in every hop,
 * log file and broker's message, and in the database's own view of the statement.
 */
class MeshIT {
  private static final String RULES =
      """
      trace: { mode: join, logs: mdc }
      rules:
        - name: archive
          match: { jdbc: { url: "jdbc:postgresql:**" } }
          trace: { sql: comment }
        - name: stream
          match: { messaging: { system: redis } }
          trace: { redis: fields }
      """;

  private static final int TRACED = 4;

  /** A request that nobody traces comes last, on threads that have served the others. */
  private static final int UNTRACED = 5;

  @TempDir static Path folder;

  private static Mesh mesh;

  @BeforeAll
  static void placeOrders() throws IOException {
    mesh = new Mesh(folder, RULES);
    for (int order = 1; order <= TRACED; order++) {
      mesh.order(order, "traceparent", "00-" + trace(order) + "-00f067aa0ba902b7-01");
    }
    mesh.order(UNTRACED, "accept", "*/*");
    mesh.tap.await("database " + UNTRACED);
  }

  @AfterAll
  static void end() {
    if (mesh != null) {
      mesh.close();
    }
  }

  private static String trace(int order) {
    return "4bf92f3577b34da6a3ce929d0e0e473" + order;
  }

  @Test
  void eachRunsOnItsJava() {
    Set<Integer> there = Product.jdks().map(Product::version).collect(Collectors.toSet());
    Mesh.SERVICES.forEach(
        (service, version) -> {
          String ready = mesh.service(service).await("ready on Java ").replace("Java 1.", "Java ");
          assertTrue(!there.contains(version) || ready.endsWith(" " + version), service + ready);
        });
  }

  @Test
  void everyLogNamesTheTraceOfEachOrder() throws IOException {
    for (String service : Mesh.SERVICES.keySet()) {
      List<String> lines = mesh.logged(service);
      for (int order = 1; order <= TRACED; order++) {
        assertTrue(lines.contains("[" + trace(order) + "] order " + order), service + lines);
      }
      assertTrue(lines.contains("[] order " + UNTRACED), service + lines);
    }
    List<String> kept = mesh.logged("archive"); // what was read from the stream
    assertTrue(kept.contains("[" + trace(TRACED) + "] kept " + TRACED), kept::toString);
    assertTrue(kept.contains("[] kept " + UNTRACED), kept::toString);
  }

  @Test
  void everyMessageCarriesIt() {
    for (String broker : List.of("kafka", "rabbitmq", "jms", "nats", "redis", "database")) {
      for (int order = 1; order <= TRACED; order++) {
        assertHas("00-" + trace(order) + "-", mesh.tap.await(broker + " " + order + " "));
      }
      assertFalse(mesh.tap.await(broker + " " + UNTRACED + " ").contains("traceparent"), broker);
    }
  }

  @Test
  void soDoesTheRequestInside() {
    for (int order = 1; order <= TRACED; order++) {
      assertHas("00-" + trace(order) + "-", mesh.service("orders").await("http " + order + " "));
    }
  }

  /** The parent is another one at each hop, and the same of no two of them. */
  @Test
  void eachHopHasAParentOfItsOwn() {
    List<String> hops =
        List.of("kafka 1 ", "rabbitmq 1 ", "jms 1 ", "nats 1 ", "redis 1 ", "database 1 ").stream()
            .map(hop -> mesh.tap.await(hop))
            .map(line -> line.substring(line.indexOf("00-" + trace(1)) + 36).substring(0, 16))
            .toList();
    assertEquals(hops.size(), hops.stream().distinct().count(), hops::toString);
  }

  private static void assertHas(String text, String line) {
    assertTrue(line.contains(text), line);
  }
}
