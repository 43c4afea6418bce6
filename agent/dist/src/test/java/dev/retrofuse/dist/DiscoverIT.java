package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator learns of a JVM that nobody knows any more, and what stays of it there. */
class DiscoverIT {
  @TempDir Path folder;

  @Test
  void seesWhatIsCalledWithoutRulesAndLeavesNothing() throws IOException {
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome())) {
      assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
      assertEquals("http 200", jvm.ask("http " + far.url("/before"), "http"));
      String pid = String.valueOf(jvm.pid());
      List<String> before = ClassBytes.of(jvm, folder);
      Product.Outcome seen;
      try (ForkedJvm command = Product.command("discover", pid, "--for", "4s", "--json")) {
        command.await("looking at what " + pid);
        callAll(jvm, far);
        assertEquals(0, command.exitCode(), () -> command.lines().toString());
        seen = new Product.Outcome(0, command.lines());
      }
      assertSeen(seen, far);
      suggestsRules(seen);
      recordsAndSimulates(jvm, far, pid);
      assertEquals(before, ClassBytes.of(jvm, folder));
      Remains.assertNone(jvm);
      usesTheAgentThatIsThere(jvm, far, pid);
      goesByItselfWhenNobodyComesBack(jvm);
    }
  }

  private static void callAll(ForkedJvm jvm, FarSide far) {
    for (int i = 0; i < 5; i++) {
      assertEquals("http 200", jvm.ask("http " + far.url("/orders/" + i), "http"));
      assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
    }
    far.status = 503;
    assertEquals("http 503", jvm.ask("http " + far.url("/pay"), "http"));
    far.status = 200;
  }

  private static void assertSeen(Product.Outcome seen, FarSide far) throws IOException {
    String json = seen.lines().stream().filter(line -> line.startsWith("{")).findFirst().get();
    Map<String, Map<String, String>> calls = new TreeMap<>();
    for (Map<String, String> each : calls(json)) {
      calls.put(each.get("operation") + " " + each.get("object"), each);
    }
    assertEquals(Set.of("GET /orders/{}", "GET /pay", "SELECT null"), calls.keySet(), json);
    Map<String, String> orders = calls.get("GET /orders/{}");
    assertEquals("127.0.0.1:" + far.port(), orders.get("destination"), json);
    assertEquals("5 0 0", figures(orders), json);
    assertTrue(Double.parseDouble(orders.get("p99Millis")) > 0, json);
    assertEquals("1 1 0", figures(calls.get("GET /pay")), json);
    Map<String, String> select = calls.get("SELECT null");
    assertEquals("5 0 0", figures(select), json);
    assertTrue(select.get("url").startsWith("jdbc:h2:"), json);
    assertTrue(json.contains("\"callers\":[\"dev.retrofuse.testapps.legacy.Database\"]"), json);
    assertTrue(json.contains("\"callers\":[\"dev.retrofuse.testapps.legacy.Http\"]"), json);
  }

  private void suggestsRules(Product.Outcome seen) throws IOException {
    String json = seen.lines().stream().filter(line -> line.startsWith("{")).findFirst().get();
    Path file = Files.writeString(folder.resolve("seen.json"), json);
    Product.Outcome suggested = Product.retrofuse("suggest", file.toString());
    assertEquals(0, suggested.code(), suggested::text);
    RuleFileResult rules = RuleFile.parse("suggested", suggested.text());
    assertEquals(List.of(), rules.problems(), suggested::text);
    assertEquals(2, rules.ruleSet().rules().size(), suggested::text);
  }

  private void recordsAndSimulates(ForkedJvm jvm, FarSide far, String pid) throws IOException {
    Path file = folder.resolve("calls.rec");
    try (ForkedJvm command =
        Product.command("record", pid, "--for", "3s", "--out", file.toString())) {
      command.await("looking at what " + pid);
      assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
      far.status = 503;
      for (int i = 0; i < 7; i++) {
        String url = far.url("/pay/" + i + "?card=secret");
        assertEquals("http 503", jvm.ask("http " + url, "http"));
      }
      far.status = 200;
      assertEquals(0, command.exitCode(), () -> command.lines().toString());
      assertTrue(
          command.lines().contains("8 calls recorded in " + file),
          () -> command.lines().toString());
    }
    String recording = Files.readString(file);
    assertFalse(recording.contains("secret"), recording);
    assertTrue(recording.contains("\t/pay/6\n"), recording);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    simulates(file, far);
  }

  private void simulates(Path recording, FarSide far) throws IOException {
    String text =
        """
        rules:
          - name: pay
            match: { http: { path: /pay/* } }
            breaker: { minimum-calls: 5 }
        """;
    Path rules = Files.writeString(folder.resolve("pay.yaml"), text);
    Product.Outcome outcome =
        Product.retrofuse("simulate", rules.toString(), "--recording", recording.toString());
    assertEquals(0, outcome.code(), outcome::text);
    String row = "pay +127\\.0\\.0\\.1:" + far.port() + " +7 +7 +0 +1 +[0-9.]+s +2 +2 +0 +0 .*";
    assertTrue(outcome.lines().stream().anyMatch(line -> line.matches(row)), outcome::text);
    assertTrue(outcome.lines().contains("1 call that no rule is for"), outcome::text);
  }

  private static String figures(Map<String, String> calls) {
    return calls.get("calls") + " " + calls.get("failures") + " " + calls.get("underWay");
  }

  /** The texts and numbers of each object of the list. */
  private static List<Map<String, String>> calls(String json) throws IOException {
    List<Map<String, String>> calls = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken at = parser.nextToken(); at != null; at = parser.nextToken()) {
        if (at == JsonToken.START_OBJECT) {
          calls.add(new TreeMap<>());
        } else if (at.isScalarValue() && parser.currentName() != null) {
          calls.get(calls.size() - 1).put(parser.currentName(), parser.getText());
        }
      }
    }
    return calls.subList(1, calls.size()); // behind the object that they are all in
  }

  private void goesByItselfWhenNobodyComesBack(ForkedJvm jvm) {
    int mark = jvm.mark();
    Attach.reply(jvm.pid(), folder, "discover,millis=3000");
    String second = Attach.reply(jvm.pid(), folder, "discover,millis=3000");
    assertTrue(second.contains("somebody else looks at what it calls"), second);
    jvm.await(mark, "detached: every class has its own bytes again");
    Remains.assertNone(jvm);
  }

  private void usesTheAgentThatIsThere(ForkedJvm jvm, FarSide far, String pid) throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), "rules: []\n");
    assertEquals(0, Product.retrofuse("attach", pid, "--rules", rules.toString()).code());
    try (ForkedJvm command = Product.command("discover", pid, "--for", "3s")) {
      command.await("looking at what " + pid);
      assertEquals("http 200", jvm.ask("http " + far.url("/orders/7"), "http"));
      assertEquals(0, command.exitCode(), () -> command.lines().toString());
      String table = String.join("\n", command.lines());
      assertTrue(table.contains("GET /orders/{}"), table);
    }
    assertEquals(0, Product.retrofuse("status", pid).code());
    assertEquals(0, Product.retrofuse("detach", pid).code());
    Remains.assertNone(jvm);
  }
}
