package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules in a folder that is mounted as Kubernetes mounts a ConfigMap, with an overlay. */
class RuleFolderIT {
  @TempDir Path folder;

  /** One version of the folder's two files. */
  private void version(int number, String rate) throws IOException {
    Path version = Files.createDirectory(folder.resolve("..v" + number));
    Files.writeString(
        version.resolve("10-service.yaml"),
        "rules:\n"
            + "  - name: service\n"
            + "    match: { http: { host: 127.0.0.1 } }\n"
            + "    breaker: { failure-rate: "
            + rate
            + ", minimum-calls: '${RETROFUSE_TEST_UNSET:5}' }\n");
    Files.writeString(
        version.resolve("20-environments.yaml"),
        "overlays:\n  production:\n    change:\n      service: { mode: observe }\n  test: {}\n");
    Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..v" + number));
    Path data = folder.resolve("..data");
    Files.move(folder.resolve("..tmp"), data, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void followsAConfigMapAndSaysWhatIsInForce() throws IOException {
    version(1, "50%");
    for (String name : new String[] {"10-service.yaml", "20-environments.yaml"}) {
      Files.createSymbolicLink(folder.resolve(name), Path.of("..data/" + name));
    }
    String agent = Product.javaagent(folder) + ",environment=production";
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), agent)) {
      jvm.await("1 rule of " + folder + " in force for production");
      far.status = 500;
      for (int i = 0; i < 7; i++) {
        assertEquals("http 500", jvm.ask("http " + far.url("/"), "http"));
      }
      edits(jvm);
      String text = Product.retrofuse("status", String.valueOf(jvm.pid())).text();
      assertTrue(text.contains(", environment production"), text);
      assertTrue(text.contains(folder.resolve("10-service.yaml") + ", " + folder), text);
      assertTrue(text.contains("changed    'service' breaker.failure-rate 40% -> 30%"), text);
      assertTrue(text.contains("observes, would have refused"), text);
      assertEquals("ok", Attach.command(jvm.pid(), folder, "detach"));
      attachedAs("test", jvm);
    }
  }

  private void edits(ForkedJvm jvm) throws IOException {
    int mark = jvm.mark();
    version(2, "40%");
    jvm.await(mark, "in force for production: 'service' breaker.failure-rate 50% -> 40%");
    mark = jvm.mark();
    Files.delete(folder.resolve("..data"));
    jvm.await(mark, "stay in force");
    mark = jvm.mark();
    version(3, "30%");
    jvm.await(mark, "in force for production: 'service' breaker.failure-rate 40% -> 30%");
  }

  private void attachedAs(String environment, ForkedJvm jvm) {
    String pid = String.valueOf(jvm.pid());
    String rules = folder.toString();
    Product.Outcome outcome =
        Product.retrofuse("attach", pid, "--rules", rules, "--environment", environment);
    assertEquals(0, outcome.code(), outcome::text);
    String status = Attach.reply(jvm.pid(), folder, "status");
    assertTrue(status.contains("\"rulesEnvironment\":\"test\",\"rulesOverlaid\":true"), status);
  }
}
