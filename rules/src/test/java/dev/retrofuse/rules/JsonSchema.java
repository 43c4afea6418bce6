package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema (draft 7, which editors know best) of rule files. */
final class JsonSchema {
  private static final String TIME = "[0-9]+(\\.[0-9]+)? *(ms|s|m|h)";

  private static final String VARIABLE = "\\$\\{.+\\}";
  private static final Map<String, Object> ANY_VARIABLE = map("$ref", "#/definitions/variable");

  private JsonSchema() {}

  static String text(KeyTree tree) {
    Map<String, Object> schema =
        map("$schema", "http://json-schema.org/draft-07/schema#", "title", "Retrofuse rules");
    schema.putAll(object(tree));
    schema.put("definitions", map("variable", map("type", "string", "pattern", VARIABLE)));
    return Json.text(schema, "") + "\n";
  }

  private static Map<String, Object> object(KeyTree tree) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (KeyTree child : tree.children) {
      properties.put(child.key.name, property(child));
      if (child.key.isRequired()) {
        required.add(child.key.name);
      }
    }
    return map(
        "type",
        "object",
        "additionalProperties",
        false,
        "required",
        required,
        "properties",
        properties);
  }

  private static Map<String, Object> property(KeyTree tree) {
    Map<String, Object> property = map("description", description(tree));
    property.putAll(type(tree));
    return property;
  }

  private static String description(KeyTree tree) {
    if (tree.isSection()) {
      return tree.key.description;
    }
    String fallback = tree.key.fallbackText();
    String allowed = tree.key.description + " Allowed: " + tree.key.allowed() + ".";
    return fallback.isEmpty() ? allowed : allowed + " Default: " + fallback + ".";
  }

  private static Map<String, Object> type(KeyTree tree) {
    if (tree.key == RuleSetReader.OVERLAYS) {
      return map("type", "object", "additionalProperties", overlay(tree));
    }
    switch (tree.key.type) {
      case SECTION:
        return section(tree);
      case SECTIONS:
        boolean rules = tree.key.name.equals("rules");
        return map("type", "array", "items", rules ? rule(tree) : object(tree));
      case TEXT:
        return map("type", "string");
      case TEXTS:
        Map<String, Object> text = map("type", List.of("string", "number"));
        return map("anyOf", List.of(text, map("type", "array", "items", text)));
      case WORD:
        // YAML reads the word as a truth value, and so do editors.
        boolean truth = tree.key.words().get(0).equals("true");
        List<Boolean> truths = tree.key.words().stream().map(Boolean::valueOf).toList();
        return orVariable(map("enum", truth ? truths : tree.key.words()));
      case WINDOW:
        return pattern(TIME + "|[0-9]+ *calls?");
      case DURATION:
        return pattern(TIME);
      case RATE:
        return pattern("[0-9]+(\\.[0-9]+)? */ *[smh]");
      case SIZE:
        return pattern("[0-9]+(\\.[0-9]+)? *[KMG]B");
      case PERCENTAGE:
        return pattern("[0-9]+(\\.[0-9]+)? *%");
      case INTEGER:
        return number(tree.key, "integer");
      case NUMBER:
        return number(tree.key, "number");
    }
    throw new AssertionError(tree.key.type);
  }

  /** Of a rule or section that is changed, any part may be there. */
  private static Map<String, Object> overlay(KeyTree tree) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (KeyTree child : tree.children) {
      Map<String, Object> property = map("description", child.key.description);
      if (child.key.type == Key.Type.SECTIONS) {
        property.put("$ref", "#/properties/rules");
      } else if (child.key.type == Key.Type.SECTION) {
        boolean whole = child.key.name.equals("change");
        property.put("type", whole ? "object" : List.of("object", "null"));
      } else {
        property.putAll(type(child));
      }
      properties.put(child.key.name, property);
    }
    return map("type", "object", "additionalProperties", false, "properties", properties);
  }

  /** A match is of exactly one kind. */
  private static Map<String, Object> section(KeyTree tree) {
    Map<String, Object> object = object(tree);
    if (tree.key.name.equals("match")) {
      object.put("minProperties", 1);
      object.put("maxProperties", 1);
    }
    return object;
  }

  /** A rule has a policy, or something else to do. */
  private static Map<String, Object> rule(KeyTree tree) {
    Map<String, Object> object = object(tree);
    List<Object> policies = new ArrayList<>();
    for (String policy : Policy.words()) {
      policies.add(map("required", List.of(policy)));
    }
    policies.add(map("required", List.of("fault")));
    policies.add(map("required", List.of("trace")));
    object.put("anyOf", policies);
    return object;
  }

  /** Unlike that of Map.of, the order is the same in each run. */
  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static Map<String, Object> pattern(String pattern) {
    return map("type", "string", "pattern", "^(" + pattern + ")$|" + VARIABLE);
  }

  private static Map<String, Object> number(Key key, String json) {
    int minimum = (int) key.nearest(Integer.MIN_VALUE);
    int maximum = (int) key.nearest(Integer.MAX_VALUE);
    return orVariable(map("type", json, "minimum", minimum, "maximum", maximum));
  }

  private static Map<String, Object> orVariable(Map<String, Object> schema) {
    return map("anyOf", List.of(schema, ANY_VARIABLE));
  }
}
