package dev.retrofuse.rules;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Reads a rule file, or a folder of rule files, whole or not at all. */
public final class RuleFile {
  private final String environment;

  /** Null for those of this process. */
  private final Map<String, String> variables;

  final Problems problems = new Problems();

  /** All that was looked at. */
  final List<FileContent> contents = new ArrayList<>();

  private final NodeLimit nodes = new NodeLimit();
  private List<String> environments = Collections.emptyList();
  private boolean usesVariables;
  private int texts;

  private RuleFile(String environment, Map<String, String> variables) {
    this.environment = environment == null || environment.isEmpty() ? null : environment;
    this.variables = variables;
  }

  /**
   * Reads the text of a rule file. Whatever is wrong with it is a problem, never an exception.
   *
   * @param source the file's name for messages
   */
  public static RuleFileResult parse(String source, CharSequence text) {
    return parse(source, text, null, null);
  }

  static RuleFileResult parse(
      String source, CharSequence text, String environment, Map<String, String> variables) {
    RuleFile reading = new RuleFile(environment, variables);
    return reading.parsed(new FileText(source, 0, text.toString()));
  }

  /** Reads the content of a rule file. */
  static RuleFileResult parse(String source, byte[] content) {
    RuleFile reading = new RuleFile(null, null);
    return reading.parsed(FileText.decode(source, 0, content, reading.problems));
  }

  private RuleFileResult parsed(FileText text) {
    Section file = text == null ? null : document(text);
    return result(file == null ? null : rules(null, file));
  }

  /** Reads a file or folder as it is without environment. */
  public static RuleFileResult read(File path) {
    return read(path, null);
  }

  /**
   * Reads a rule file in UTF-8 with all that it includes, or all rule files of a folder. That they
   * cannot be read is a problem, not an exception.
   *
   * @param environment whose overlay is to be applied; null for none
   */
  public static RuleFileResult read(File path, String environment) {
    return read(path, environment, null);
  }

  static RuleFileResult read(File path, String environment, Map<String, String> variables) {
    RuleFile reading = new RuleFile(environment, variables);
    try {
      return reading.result(reading.rules(path));
    } catch (RuntimeException | LinkageError | StackOverflowError fault) {
      FileText file = new FileText(path.getPath(), 0, "");
      reading.problems.add(file, 1, 1, "a fault of the reader: " + fault, "", "please report it");
      return reading.result(null);
    }
  }

  /** Reads a file that holds only {@code tests}, which are then all that its rule set has. */
  public static RuleFileResult readTests(File path) {
    RuleFile reading = new RuleFile(null, null);
    Node place = new FileText(path.getPath(), 0, "").start();
    Section file = reading.document(reading.look(path), place);
    return reading.result(file == null ? null : RuleSetReader.readTests(file));
  }

  private RuleFileResult result(RuleSet rules) {
    return new RuleFileResult(rules, problems.sorted(), contents, environments, usesVariables);
  }

  private RuleSet rules(File path) {
    FileContent content = look(path);
    if (content.isFolder()) {
      return rules(content, null);
    }
    Section file = document(content, new FileText(path.getPath(), 0, "").start());
    return file == null ? null : rules(content, file);
  }

  /**
   * @param content null for a text that comes from no file
   * @param file null for a folder
   */
  private RuleSet rules(FileContent content, Section file) {
    if (file == null || RuleSetReader.refersFurther(file)) {
      return new Assembly(this, environment).read(content, file);
    }
    return RuleSetReader.read(file)
        .from(Collections.singletonList(file.start().in.name), environment, false);
  }

  /** What a path leads to now. */
  FileContent look(File path) {
    FileContent content = FileContent.of(path);
    contents.add(content);
    return content;
  }

  /** The environments that have overlays. */
  void environments(List<String> names) {
    environments = names;
  }

  /**
   * The keys of a file; null when there are none, which is then a problem.
   *
   * @param place where it is named
   */
  Section document(FileContent content, Node place) {
    if (content.isFolder() || !content.problem.isEmpty()) {
      String found = content.isFolder() ? "a directory" : content.problem;
      String path = content.file.getPath();
      if (place.isEmpty() && !place.in.name.equals(path) && !found.contains(path)) {
        found = content.file.getName() + ": " + found; // one of a folder
      }
      String advice = content.isFolder() ? "name a file in it, or *.yaml" : content.advice;
      problems.add(place, found, "a rule file", advice);
      return null;
    }
    String name = content.file.getPath();
    FileText text = FileText.decode(name, texts++, content.bytes, problems);
    return text == null ? null : document(text);
  }

  private Section document(FileText text) {
    if (text.text.length() > FileContent.MAX_BYTES) {
      String found = "more than " + FileContent.MAX_BYTES + " characters";
      problems.add(text.start(), found, "", "write fewer rules");
      return null;
    }
    int before = problems.size();
    Node root = Yaml.read(text, nodes, problems);
    if (problems.size() > before) {
      return null;
    }
    if (root == null || !root.isMap()) {
      reportNoKeys(text, root);
      return null;
    }
    if (text.text.contains("${")) {
      usesVariables |= new Variables(text, variables, problems).fill(root);
    }
    return new Section(root, problems);
  }

  private void reportNoKeys(FileText text, Node root) {
    if (root == null || (root.isText() && root.isEmpty())) {
      String advice = "write rules: [] for no rules";
      problems.add(text.start(), "an empty file", "the key rules", advice);
    } else {
      problems.add(root, root.describe(), "the key rules", "begin the file with rules:");
    }
  }
}
