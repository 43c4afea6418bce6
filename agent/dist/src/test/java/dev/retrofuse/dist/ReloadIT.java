package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules edited while calls run: each call is counted, once, and none fails. */
class ReloadIT {
  private static final int EDITS = 5;

  @TempDir Path folder;

  private static String rules(int minimumCalls) {
    return "rules:\n"
        + "  - name: service\n"
        + "    match: { http: { host: 127.0.0.1 } }\n"
        + "    breaker: { window: 10s, minimum-calls: "
        + minimumCalls
        + " }\n"
        + "  - name: database\n"
        + "    match: { jdbc: { url: 'jdbc:h2:**', operation: SELECT } }\n"
        + "    bulkhead: { max-concurrent: "
        + (10 + minimumCalls)
        + " }\n";
  }

  @Test
  void losesAndDoublesNoCall() throws IOException {
    Path rules = Product.rules(folder, rules(10));
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), Product.javaagent(rules))) {
      jvm.await("in force");
      jvm.ask("load " + far.url("/"), "load ok");
      for (int i = 1; i <= EDITS; i++) {
        int mark = jvm.mark();
        Files.writeString(rules, i == 3 ? "rules: [" : rules(10 + i));
        jvm.await(mark, i == 3 ? "is not taken over" : "in force");
      }
      String load = jvm.ask("stop", "stop");
      assertTrue(load.endsWith("first failure: null"), load);
      long made = number(load, "stop (\\d+) calls");
      String status = Attach.reply(jvm.pid(), folder, "status");
      assertEquals(made, calls(status, "service"), status);
      assertEquals(made, calls(status, "database"), status);
    }
  }

  private static long calls(String status, String rule) {
    return number(status, "\"rule\":\"" + rule + "\"[^}]*\"calls\":(\\d+)");
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), text);
    return Long.parseLong(matcher.group(1));
  }
}
