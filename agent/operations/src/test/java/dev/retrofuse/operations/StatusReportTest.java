package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusReportTest {
  private static final String RULE = "a \"b\" \\ é 漢 ©";

  @TempDir Path folder;

  private final Written written = new Written();

  /** Every field's name and value in the order of the text. */
  private static List<String> values(String json, String field) throws IOException {
    List<String> values = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        boolean scalar = parser.currentToken().isScalarValue();
        if (scalar && field.equals(parser.currentName())) {
          values.add(parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText());
        } else if (scalar
            && field.equals(parser.getParsingContext().getParent().getCurrentName())) {
          values.add(parser.getText());
        }
      }
    }
    return values;
  }

  @Test
  void writesStringsThatNeedEscaping() throws IOException {
    Path file = folder.resolve("rules \"1\".yaml");
    Files.writeString(
        file,
        "rules:\n  - name: '"
            + RULE
            + "'\n    match: { http: { host: '**' } }\n    breaker: {}\n    retry: {}\n");
    try (RealView view = new RealView(new EventLog(written.log))) {
      view.notes = Set.of("a \u001b[31m\n\"note\" \ud83d\ude00");
      RuleSource rules = new RuleSource(file.toFile(), null, view::apply, written.log);
      assertTrue(rules.load(), () -> written.lines().toString());
      RealView.call("far", true);
      String json = new StatusReport(view, rules).json();
      assertTrue(json.chars().allMatch(c -> c >= ' ' && c < 0x7f), json);
      assertEquals(List.of(RULE), values(json, "rule"));
      assertEquals(List.of("far:80"), values(json, "key"));
      assertEquals(List.of("1"), values(json, "failures"));
      assertEquals(List.of("CLOSED"), values(json, "state"));
      assertEquals(List.of("0"), values(json, "made"));
      assertEquals(List.of("0"), values(json, "outOfBudget"));
      assertEquals(List.of(file.toString()), values(json, "rulesFile"));
      assertEquals(List.of("a \u001b[31m\n\"note\" \ud83d\ude00"), values(json, "notes"));
      assertEquals(List.of("2"), values(json, "jdbc"));
      assertEquals(List.of(String.valueOf(ProcessHandle.current().pid())), values(json, "pid"));
    }
  }

  @Test
  void tellsOfADrill() throws IOException {
    Path file = folder.resolve("rules.yaml");
    Files.writeString(
        file,
        "faults: d\nrules:\n  - name: d\n    match: { http: { host: '**' } }\n"
            + "    breaker: {}\n    fault: { share: 100%, for: 10m }\n");
    try (RealView view = new RealView(new EventLog(written.log))) {
      RuleSource rules = new RuleSource(file.toFile(), null, view::apply, written.log);
      assertTrue(rules.load(), () -> written.lines().toString());
      RealView.call("far", true);
      String json = new StatusReport(view, rules).json();
      assertEquals(List.of("1.0"), values(json, "share"));
      assertEquals(List.of("true"), values(json, "fails"));
      assertEquals(List.of("1"), values(json, "struck"));
      int left = Integer.parseInt(values(json, "leftMillis").get(0));
      assertTrue(left > 0 && left <= 600_000, left + " ms");
    }
  }

  @Test
  void tellsOfDurationsWhereTheyAreCounted() throws IOException {
    Path file = folder.resolve("rules.yaml");
    String rule = "rules: [{ name: d, match: { http: { host: '**' } }, breaker: {} }]\n";
    Files.writeString(file, rule + "metrics: {}\n");
    try (RealView view = new RealView(new EventLog(written.log))) {
      RuleSource rules = new RuleSource(file.toFile(), null, view::apply, written.log);
      assertTrue(rules.load(), () -> written.lines().toString());
      RealView.call("far", false);
      String json = new StatusReport(view, rules).json();
      long median = Long.parseLong(values(json, "p50Micros").get(0));
      assertTrue(median > 0 && median < 60_000_000, json);
      assertEquals(values(json, "p50Micros"), values(json, "p99Micros"));
      Files.writeString(file, rule);
      assertTrue(rules.load(), () -> written.lines().toString());
      assertEquals(List.of(), values(new StatusReport(view, rules).json(), "p50Micros"));
    }
  }

  @Test
  void hidesSecretsInProblems() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rules.yaml"), "rules: jdbc:mysql://scott:tiger@host/db?a=tiger\n");
    try (RealView view = new RealView(new EventLog(written.log))) {
      RuleSource rules = new RuleSource(file.toFile(), null, view::apply, written.log);
      rules.load();
      String json = new StatusReport(view, rules).json();
      assertEquals(1, values(json, "problems").size(), json);
      assertTrue(json.contains("jdbc:mysql://***@host"), json);
      assertEquals(-1, (json + written.lines()).indexOf("tiger"), json);
    }
  }

  @Test
  void saysThatNothingIsConfigured() throws IOException {
    try (RealView view = new RealView(new EventLog(written.log))) {
      String json =
          new StatusReport(view, new RuleSource(null, null, view::apply, written.log)).json();
      assertTrue(json.contains("\"rulesFile\":null,\"rules\":0,\"rulesLoadedAt\":null"), json);
      assertEquals(List.of("kafka"), values(json, "switchedOff"));
    }
  }

  @Test
  void saysWhichFilesAndEnvironmentAreInForceAndWhatChanged() throws IOException {
    Path main = folder.resolve("main.yaml");
    Path other = folder.resolve("other.yaml");
    Files.writeString(main, "include: other.yaml\noverlays: { p: { trace: { mode: join } } }\n");
    Files.writeString(other, "rules: []\ntrace: { mode: pass }\n");
    try (RealView view = new RealView(new EventLog(written.log))) {
      RuleSource rules = new RuleSource(main.toFile(), "p", view::apply, written.log);
      assertTrue(rules.load(), () -> written.lines().toString());
      String json = new StatusReport(view, rules).json();
      assertEquals(List.of("p"), values(json, "rulesEnvironment"));
      assertEquals(List.of("true"), values(json, "rulesOverlaid"));
      assertEquals(List.of(main.toString(), other.toString()), values(json, "rulesFiles"));
      assertEquals(List.of(), values(json, "rulesChanges"));
      assertEquals(List.of("join"), values(json, "trace"));
      Files.writeString(other, "rules: []\ntrace: { mode: pass, read: b3 }\n");
      rules.poll();
      rules.poll();
      json = new StatusReport(view, rules).json();
      assertEquals(List.of("trace.read (none) -> b3"), values(json, "rulesChanges"));
    }
  }
}
