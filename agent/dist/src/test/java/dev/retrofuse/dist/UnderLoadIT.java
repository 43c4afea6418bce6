package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred times attached and detached while calls run. */
class UnderLoadIT {
  private static final int CYCLES = 100;
  private static final String RULES =
      """
      rules:
        - name: service
          match:
            http: { host: 127.0.0.1 }
          breaker: { window: 10s }
          bulkhead: { max-concurrent: 50 }
          time-out: { call: 1m }
        - name: database
          match:
            jdbc: { url: "jdbc:h2:**" }
          breaker: { window: 10s, slow-call: 5s }
          time-out: { call: 1m }
      """;

  @TempDir Path folder;

  @Test
  void noCallFailsAndNothingGrows() {
    Path rules = Product.rules(folder, RULES);
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome())) {
      // What the application and the JVM load at the first calls and the first attach stays.
      assertEquals("load ok", jvm.ask("load " + far.url("/"), "load"));
      cycle(jvm, rules);
      jvm.ask("stop", "stop");
      jvm.ask("state", "state");
      int before = number(jvm.ask("state", "state"), "classes");
      assertEquals("load ok", jvm.ask("load " + far.url("/"), "load"));
      for (int i = 0; i < CYCLES; i++) {
        cycle(jvm, rules);
      }
      String load = jvm.ask("stop", "stop");
      assertTrue(load.endsWith("first failure: null"), load);
      Remains.assertNone(jvm);
      String state = jvm.ask("state", "state");
      int growth = number(state, "classes") - before;
      assertTrue(growth < 300, "classes grew by " + growth + ": " + state);
    }
  }

  private void cycle(ForkedJvm jvm, Path rules) {
    assertEquals("ok", Attach.command(jvm.pid(), folder, "attach,rules=" + rules));
    assertEquals("ok", Attach.command(jvm.pid(), folder, "detach"));
  }

  private static int number(String state, String name) {
    Matcher matcher = Pattern.compile(name + "=(\\d+)").matcher(state);
    assertTrue(matcher.find(), state);
    return Integer.parseInt(matcher.group(1));
  }
}
