package dev.retrofuse.rules;

import java.util.List;
import java.util.Map;

/** Texts, lists of texts and maps as YAML. */
final class YamlText {
  private static final String INDENT = "  ";

  private YamlText() {}

  /** A key and its value, in lines of their own. */
  static void append(StringBuilder out, String key, Object value, int depth) {
    for (int i = 0; i < depth; i++) {
      out.append(INDENT);
    }
    out.append(key).append(':');
    if (!(value instanceof Map) || ((Map<?, ?>) value).isEmpty()) {
      out.append(' ').append(of(value)).append('\n');
      return;
    }
    out.append('\n');
    for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
      append(out, each.getKey().toString(), each.getValue(), depth + 1);
    }
  }

  /** A map as an element of a list. */
  static void appendItem(StringBuilder out, Map<String, Object> map) {
    int start = out.length();
    for (Map.Entry<String, Object> each : map.entrySet()) {
      append(out, each.getKey(), each.getValue(), 2);
    }
    out.replace(start, start + 2 * INDENT.length(), "  - ");
  }

  /** In one line. */
  static String of(Object value) {
    if (value instanceof Map) {
      return "{}";
    }
    if (!(value instanceof List)) {
      return scalar(value.toString());
    }
    StringBuilder list = new StringBuilder("[");
    for (Object each : (List<?>) value) {
      list.append(list.length() == 1 ? "" : ", ").append(scalar(each.toString()));
    }
    return list.append(']').toString();
  }

  private static String scalar(String text) {
    return isPlain(text) ? text : quoted(text);
  }

  /** Not all that YAML takes without quotes, but what rule files usually have. */
  private static boolean isPlain(String text) {
    boolean plain = !text.isEmpty() && !text.equals("null") && text.charAt(0) != '-';
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      plain = word || c == '_' || c == '-' || (i > 0 && ".%/ ".indexOf(c) >= 0);
    }
    return plain && !text.endsWith(" ");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c >= 127) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
