package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesReportTest {
  @TempDir Path folder;

  private final Written written = new Written();

  static File[] samples() {
    return new File("../../rules/samples")
        .listFiles((folder, name) -> !name.endsWith(".test.yaml"));
  }

  private String json(File file) {
    RuleSource source = new RuleSource(file, null, rules -> {}, written.log);
    assertTrue(source.load());
    return new RulesReport(source).json();
  }

  private static String text(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if ("text".equals(parser.currentName()) && token == JsonToken.VALUE_STRING) {
          return parser.getText();
        }
      }
    }
    throw new AssertionError(json);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesAreGivenAsTheyAre(File sample) throws IOException {
    RuleFileResult read = RuleFile.parse("", text(json(sample)));
    assertEquals(List.of(), read.problems());
    assertEquals(RuleFile.read(sample).ruleSet(), read.ruleSet());
  }

  @Test
  void secretsAreMaskedAndStillRead() throws IOException {
    String rules =
        """
        trace:
          mode: start
          spans: { endpoint: "http://127.0.0.1:4318/x?key=hidden", headers: ["Authorization: hidden"] }
        rules:
          - name: one
            match: { jdbc: { url: ["jdbc:postgresql://db/**", "jdbc:oracle:thin:u/hidden@*db*"] } }
            breaker: {}
            fallback: { replica: "jdbc:postgresql://u:hidden@db/x?password=hidden" }
        """;
    String json = json(Files.writeString(folder.resolve("rules.yaml"), rules).toFile());
    assertFalse(json.contains("hidden"), json);
    assertTrue(json.contains("/rules.yaml:5\"],\"text\":\""), json);
    RuleFileResult read = RuleFile.parse("", text(json));
    assertEquals(List.of(), read.problems());
    assertTrue(text(json).contains("jdbc:postgresql://db/**"), json);
  }

  @Test
  void rulesThatAreTooLargeAreNot() throws IOException {
    StringBuilder rules = new StringBuilder("rules:\n");
    String hosts = String.join(", ", Collections.nCopies(10, "x".repeat(50)));
    for (int i = 0; i < 1_000; i++) {
      rules.append("- {name: r").append(i).append(", match: {http: {host: [").append(hosts);
      rules.append("]}}, breaker: {}, throttle: {}, retry: {}, priority: {}}\n");
    }
    File file = Files.writeString(folder.resolve("rules.yaml"), rules).toFile();
    String why = assertThrows(IllegalStateException.class, () -> json(file)).getMessage();
    assertTrue(why.startsWith("its rules take more than 1048576 characters"), why);
  }
}
