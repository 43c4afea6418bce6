package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Schema and reference say what the reader knows. {@code mvn test -Dtest=SchemaTest
 * -Dretrofuse.write=true} writes them anew.
 */
class SchemaTest {
  private static final Path SCHEMA =
      Path.of("src/main/resources/dev/retrofuse/rules/retrofuse-rules.schema.json");
  private static final Path REFERENCE = Path.of("reference.md");

  private final KeyTree keys = KeyTree.ofRuleFile();

  @Test
  void schemaIsUpToDate() throws IOException {
    check(SCHEMA, JsonSchema.text(keys));
  }

  @Test
  void referenceIsUpToDate() throws IOException {
    check(REFERENCE, Reference.text(keys));
  }

  private static void check(Path file, String text) throws IOException {
    if (Boolean.getBoolean("retrofuse.write")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    }
    assertEquals(Files.readString(file), text, file + ": see this test's comment");
  }

  @Test
  void readerKnowsEveryKeyOfTheSchemaAndNoOther() throws IOException {
    LoadSettings settings = LoadSettings.builder().build();
    Object schema = new Load(settings).loadFromString(Files.readString(SCHEMA));
    List<String> sections = new ArrayList<>();
    visit(schema, "", sections);
    assertEquals(32, sections.size(), sections.toString());
  }

  /** Every section of the schema, reached as {@code {rules: [{match: {jdbc: ...}}]}}. */
  private static void visit(Object schema, String opening, List<String> sections) {
    Map<?, ?> properties = (Map<?, ?>) get(schema, "properties");
    if (properties == null) {
      return;
    }
    sections.add(opening);
    for (Object name : properties.keySet()) {
      assertEquals(List.of(), unknownKeys(opening, name), opening);
      Object property = properties.get(name);
      Object items = get(property, "items");
      visit(
          items == null ? property : items,
          opening + "{" + name + (items == null ? ": " : ": ["),
          sections);
    }
    assertEquals(List.of("unknown key 'xyzzy'"), unknownKeys(opening, "xyzzy"), opening);
  }

  private static Object get(Object map, String key) {
    return ((Map<?, ?>) map).get(key);
  }

  private static List<String> unknownKeys(String opening, Object key) {
    List<String> unknown = new ArrayList<>();
    for (Problem problem : RuleFile.parse("", closed(opening + "{" + key + ": 1")).problems()) {
      if (problem.found().startsWith("unknown key")) {
        unknown.add(problem.found());
      }
    }
    return unknown;
  }

  private static String closed(String text) {
    StringBuilder closing = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        closing.insert(0, c == '{' ? '}' : ']');
      }
    }
    return text + closing;
  }

  @Test
  void everyKeyIsExplained() {
    explained(keys);
  }

  private static void explained(KeyTree tree) {
    for (KeyTree child : tree.children) {
      assertTrue(child.key.description.endsWith("."), child.key.name);
      explained(child);
    }
  }
}
