package dev.retrofuse.rules;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Reads rule files, whole or not at all. */
public final class RuleFile {
  private RuleFile() {}

  /**
   * Reads the text of a rule file. Whatever is wrong with it is a problem, never an exception.
   *
   * @param source the file's name for messages
   */
  public static RuleFileResult parse(String source, CharSequence text) {
    return parse(new FileText(source, 0, text.toString()), new Problems());
  }

  /** Reads a rule file in UTF-8. That it cannot be read is a problem, not an exception. */
  public static RuleFileResult read(File file) {
    Problems problems = new Problems();
    List<FileContent> contents = new ArrayList<>();
    contents.add(FileContent.of(file));
    FileText text = text(contents.get(0), 0, problems);
    RuleSet rules = text == null ? null : rules(text, problems);
    return new RuleFileResult(rules, problems.sorted(), contents);
  }

  /** Reads the content of a rule file. */
  static RuleFileResult parse(String source, byte[] content) {
    Problems problems = new Problems();
    return parse(FileText.decode(source, 0, content, problems), problems);
  }

  private static RuleFileResult parse(FileText text, Problems problems) {
    RuleSet rules = text == null ? null : rules(text, problems);
    return new RuleFileResult(rules, problems.sorted(), new ArrayList<FileContent>());
  }

  /** Null when there is none, which is then a problem. */
  private static FileText text(FileContent content, int number, Problems problems) {
    String name = content.file.getPath();
    if (content.problem.isEmpty() && !content.isFolder()) {
      return FileText.decode(name, number, content.bytes, problems);
    }
    FileText none = new FileText(name, number, "");
    String found = content.isFolder() ? "a directory" : content.problem;
    String advice = content.isFolder() ? "name a file in it" : content.advice;
    problems.add(none, 1, 1, found, "a rule file", advice);
    return null;
  }

  /** Null when there are problems; there may also be problems else. */
  private static RuleSet rules(FileText text, Problems problems) {
    Section file = document(text, problems);
    return file == null ? null : RuleSetReader.read(text.name, file);
  }

  /** The keys of a file; null when there are none, which is then a problem. */
  private static Section document(FileText text, Problems problems) {
    if (text.text.length() > FileContent.MAX_BYTES) {
      String found = "more than " + FileContent.MAX_BYTES + " characters";
      problems.add(text, 1, 1, found, "", "write fewer rules");
      return null;
    }
    int before = problems.size();
    Node root = Yaml.read(text, problems);
    if (problems.size() > before) {
      return null;
    }
    if (root == null || !root.isMap()) {
      reportNoKeys(text, root, problems);
      return null;
    }
    return new Section(root, problems);
  }

  private static void reportNoKeys(FileText text, Node root, Problems problems) {
    if (root == null || (root.isText() && root.isEmpty())) {
      String advice = "write rules: [] for no rules";
      problems.add(text, 1, 1, "an empty file", "the key rules", advice);
    } else {
      problems.add(root, root.describe(), "the key rules", "begin the file with rules:");
    }
  }
}
