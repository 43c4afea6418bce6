package dev.retrofuse.rules;

import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as JSON that a person can read. */
final class Json {
  private Json() {}

  static String text(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      return map(map, indent);
    }
    if (value instanceof List<?> list) {
      return list(list, indent);
    }
    return value instanceof String ? quoted(value) : value.toString();
  }

  private static String map(Map<?, ?> map, String indent) {
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(text.length() == 1 ? "\n" : ",\n").append(indent).append("  ");
      text.append(quoted(entry.getKey())).append(": ");
      text.append(text(entry.getValue(), indent + "  "));
    }
    return text.append(text.length() == 1 ? "}" : "\n" + indent + "}").toString();
  }

  private static String list(List<?> list, String indent) {
    StringBuilder text = new StringBuilder("[");
    for (Object element : list) {
      text.append(text.length() == 1 ? "" : ", ").append(text(element, indent));
    }
    return text.append("]").toString();
  }

  private static String quoted(Object text) {
    return "\"" + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
