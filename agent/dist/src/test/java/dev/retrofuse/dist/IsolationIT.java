package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.spans.SpanCollector;
import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with old libraries of its own, which ours are newer versions of. */
class IsolationIT {
  private static final Path LIBRARIES = Path.of(System.getProperty("old.libraries"));
  private static final String RULES =
      """
      trace:
        mode: start
        spans: { endpoint: "COLLECTOR", interval: 100ms }
      rules:
        - name: payments
          match:
            http: { host: 127.0.0.1, path: /pay/** }
          breaker: { minimum-calls: 5, open-wait: 60s, max-open-wait: 60s }
      """;

  @TempDir Path folder;

  private static void assertFrom(ForkedJvm jvm, String className, String jar) {
    String answer = jvm.ask("visible " + className, "visible");
    assertTrue(answer.contains(jar), answer);
  }

  private static void assertInvisible(ForkedJvm jvm, String className) {
    assertEquals("visible none", jvm.ask("visible " + className, "visible"));
  }

  @Test
  void neitherSeesTheOther() throws IOException {
    try (SpanCollector collector = SpanCollector.start()) {
      neitherSeesTheOther(collector);
    }
  }

  private void neitherSeesTheOther(SpanCollector collector) {
    Path rules = Product.rules(folder, RULES.replace("COLLECTOR", collector.endpoint()));
    String classPath =
        Product.LEGACY + ":" + LIBRARIES + "/*:" + Product.LEGACY.getParent() + "/lib/*";
    List<String> command =
        List.of(
            Product.javaagent(rules),
            "-javaagent:" + Product.LEGACY,
            "-cp",
            classPath,
            "dev.retrofuse.testapps.legacy.Console");
    try (FarSide far = new FarSide();
        ForkedJvm jvm = ForkedJvm.start(ForkedJvm.ownHome(), command)) {
      jvm.await("ready");
      far.status = 500;
      String answer = "";
      for (int i = 0; i < 50 && !answer.contains("failed"); i++) {
        answer = jvm.ask("http " + far.url("/pay/1"), "http");
      }
      assertTrue(answer.contains("java.net.ConnectException"), answer);
      collector.await(span -> span.getName().equals("GET"));
      assertFrom(jvm, "io.opentelemetry.api.common.Attributes", "opentelemetry-api-1.56.0.jar");
      assertInvisible(jvm, "io.opentelemetry.sdk.trace.SdkTracerProvider");
      assertFrom(jvm, "net.bytebuddy.ByteBuddy", "byte-buddy-1.6.0.jar");
      assertFrom(jvm, "org.objectweb.asm.ClassReader", "asm-5.0.4.jar");
      assertFrom(jvm, "org.yaml.snakeyaml.Yaml", "snakeyaml-1.17.jar");
      assertFrom(jvm, "org.slf4j.LoggerFactory", "slf4j-api-1.7.5.jar");
      assertFrom(jvm, "picocli.CommandLine", "picocli-3.0.0.jar");
      assertFrom(jvm, "com.fasterxml.jackson.core.JsonFactory", "jackson-core-2.2.0.jar");
      assertInvisible(jvm, "org.snakeyaml.engine.v2.api.Load");
      assertInvisible(jvm, "dev.retrofuse.engine.Engine");
      assertInvisible(jvm, "dev.retrofuse.rules.RuleFile");
      assertInvisible(jvm, "dev.retrofuse.waist.RetrofuseGuard");
    }
  }
}
