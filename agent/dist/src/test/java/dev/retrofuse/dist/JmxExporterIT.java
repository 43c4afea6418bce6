package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.metrics.Scrape;
import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own exporter of MBeans sees ours, with nothing configured for them. */
class JmxExporterIT {
  private static final String RULES =
      "rules:\n  - { name: payments, match: { http: { path: /pay/** } }, breaker: {} }\n";
  private static final String CALLS = "dev_retrofuse_Breaker_Calls";

  @TempDir Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void itsScrapeHasAgentAndBreakers() throws IOException {
    int port = freePort();
    Path nothing = Files.writeString(folder.resolve("exporter.yaml"), "startDelaySeconds: 0\n");
    String exporter =
        "-javaagent:"
            + Path.of(System.getProperty("other.agents"), "jmx_prometheus_javaagent.jar")
            + "=127.0.0.1:"
            + port
            + ":"
            + nothing;
    Path rules = Product.rules(folder, RULES);
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), exporter, Product.javaagent(rules))) {
      jvm.await("in force");
      String rule = "rule=\"\\\"payments\\\"\"";
      for (int i = 0; i < 200 && !(Scrape.of(port).value(CALLS, rule) > 0); i++) {
        jvm.ask("http " + far.url("/pay/1"), "http");
      }
      Scrape scrape = Scrape.of(port);
      assertTrue(scrape.value(CALLS, rule) > 0, scrape.text());
      assertEquals(0, scrape.value("dev_retrofuse_Breaker_Refused", rule));
      assertEquals(1, scrape.value("dev_retrofuse_Agent_Rules"));
    }
  }
}
