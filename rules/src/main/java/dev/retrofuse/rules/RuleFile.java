package dev.retrofuse.rules;

import java.io.File;

/** Reads rule files, whole or not at all. */
public final class RuleFile {
  /** Bytes of a file, characters of a text. */
  private static final int MAX_SIZE = 1 << 20;

  private RuleFile() {}

  /**
   * Reads the text of a rule file. Whatever is wrong with it is a problem, never an exception.
   *
   * @param source the file's name for messages
   */
  public static RuleFileResult parse(String source, CharSequence text) {
    Problems problems = new Problems(source);
    return result(source, text.toString(), problems);
  }

  /** Reads a rule file in UTF-8. That it cannot be read is a problem, not an exception. */
  public static RuleFileResult read(File file) {
    Problems problems = new Problems(file.getPath());
    return result(file.getPath(), FileText.read(file, MAX_SIZE, problems), problems);
  }

  /** Reads the content of a rule file. */
  static RuleFileResult parse(String source, byte[] content) {
    Problems problems = new Problems(source);
    return result(source, FileText.decode(content, problems), problems);
  }

  private static RuleFileResult result(String source, String text, Problems problems) {
    RuleSet rules = text == null ? null : rules(source, text, problems);
    return new RuleFileResult(rules, problems.sorted());
  }

  /** Null when there are problems; there may also be problems else. */
  private static RuleSet rules(String source, String text, Problems problems) {
    if (text.length() > MAX_SIZE) {
      problems.add(1, 1, "more than " + MAX_SIZE + " characters", "", "write fewer rules");
      return null;
    }
    Node root = Yaml.read(text, problems);
    if (!problems.isEmpty()) {
      return null;
    }
    if (root == null || !root.isMap()) {
      reportNoKeys(root, problems);
      return null;
    }
    return RuleSetReader.read(source, new Section(root, problems));
  }

  private static void reportNoKeys(Node root, Problems problems) {
    if (root == null || (root.isText() && root.isEmpty())) {
      problems.add(1, 1, "an empty file", "the key rules", "write rules: [] for no rules");
    } else {
      problems.add(root, root.describe(), "the key rules", "begin the file with rules:");
    }
  }
}
