package dev.retrofuse.rules;

/** The reference of all keys, in Markdown. */
final class Reference {
  private static final String HEAD =
      """
      # Rule files: every key

      Made from the reader's own declarations; `SchemaTest` keeps it up to date. Patterns: `*` is \
      anything but `/`, `**` is anything, `?` is one character but `/`; put quotes around a pattern \
      that begins with `*`. Times are `500ms`, `1.5s`, `1m`, `1h`; shares are percentages with \
      their sign, `50%`.
      """;

  private Reference() {}

  static String text(KeyTree tree) {
    StringBuilder text = new StringBuilder(HEAD);
    append(text, tree, "");
    return text.toString();
  }

  private static void append(StringBuilder text, KeyTree tree, String path) {
    text.append("\n## ").append(path.isEmpty() ? "The file" : "`" + path + "`").append("\n");
    text.append("| key | meaning | allowed | default |\n|---|---|---|---|\n");
    for (KeyTree child : tree.children) {
      row(text, child.key);
    }
    for (KeyTree child : tree.children) {
      if (child.isSection() && (!child.children.isEmpty() || !path.startsWith("overlays"))) {
        String name =
            child.key == RuleSetReader.OVERLAYS
                ? "overlays.ENVIRONMENT"
                : child.key.type == Key.Type.SECTIONS ? child.key.name + "[]" : child.key.name;
        append(text, child, path.isEmpty() ? name : path + "." + name);
      }
    }
  }

  private static void row(StringBuilder text, Key key) {
    text.append("| `").append(key.name).append("` | ").append(key.description);
    text.append(" | ").append(key.allowed()).append(" | ");
    text.append(key.isRequired() ? "required" : key.fallbackText()).append(" |\n");
  }
}
