package dev.retrofuse.rules;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a path leads to at one moment: a file's bytes, the names of a folder's rule files, or why
 * there is neither. Compared by content, because time stamps miss a swapped symbolic link, a rename
 * and a second write within the clock's grain; rule files are small.
 */
final class FileContent {
  static final int MAX_BYTES = 1 << 20;
  private static final int MAX_NAMES = 1_000;
  private static final byte[] NOTHING = {};

  final File file;

  /** Empty unless it is a file. */
  final byte[] bytes;

  /** Of a folder, in their order; null unless it is one. */
  final List<String> names;

  /** Why there is neither, in words; else empty. */
  final String problem;

  /** What to do about it. */
  final String advice;

  private FileContent(File file, byte[] bytes, List<String> names, String problem, String advice) {
    this.file = file;
    this.bytes = bytes;
    this.names = names;
    this.problem = problem;
    this.advice = advice;
  }

  /** Never throws: that there is nothing to read is a content too. */
  static FileContent of(File file) {
    try {
      return file.isFile() ? ofFile(file) : ofOther(file);
    } catch (IOException | SecurityException e) {
      String user = System.getProperty("user.name");
      return nothing(file, "cannot be read: " + e.getMessage(), "let user " + user + " read it");
    }
  }

  private static FileContent nothing(File file, String problem, String advice) {
    return new FileContent(file, NOTHING, null, problem, advice);
  }

  private static FileContent ofFile(File file) throws IOException {
    byte[] bytes = file.length() > MAX_BYTES ? null : bytes(file);
    return bytes == null || bytes.length > MAX_BYTES
        ? nothing(
            file, "more than " + MAX_BYTES + " bytes", "name a rule file, or write fewer rules")
        : new FileContent(file, bytes, null, "", "");
  }

  /** All of them, or some more than may be when the file has grown. */
  private static byte[] bytes(File file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (InputStream in = new FileInputStream(file)) {
      for (int n = in.read(buffer); n >= 0 && bytes.size() <= MAX_BYTES; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
    }
    return bytes.toByteArray();
  }

  // Reading a pipe would wait for whoever writes to it.
  private static FileContent ofOther(File file) throws IOException {
    if (file.isDirectory()) {
      return ofFolder(file);
    }
    return file.exists()
        ? nothing(file, "no regular file", "name one")
        : nothing(file, "no such file: " + file.getAbsolutePath(), "check the path");
  }

  private static FileContent ofFolder(File folder) throws IOException {
    List<String> names = names(folder);
    String many = "a folder of " + names.size() + " rule files, more than " + MAX_NAMES;
    return names.size() > MAX_NAMES
        ? nothing(folder, many, "name a folder of fewer, or one of its files")
        : new FileContent(folder, NOTHING, names, "", "");
  }

  private static List<String> names(File folder) throws IOException {
    String[] all = folder.list();
    if (all == null) {
      throw new IOException("the folder cannot be listed");
    }
    List<String> names = new ArrayList<>();
    for (String name : all) {
      if (isRuleFile(name) && !new File(folder, name).isDirectory()) {
        names.add(name);
      }
    }
    Collections.sort(names);
    return names;
  }

  /**
   * Hidden files are an editor's, or Kubernetes' links to the version in force; files of tests are
   * none of rules.
   */
  private static boolean isRuleFile(String name) {
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    return yaml && !name.startsWith(".") && !name.endsWith(".test.yaml");
  }

  boolean isFolder() {
    return names != null;
  }

  /** Whether the path leads to the same content now. */
  boolean isCurrent() {
    FileContent now = of(file);
    return problem.equals(now.problem)
        && Arrays.equals(bytes, now.bytes)
        && (names == null ? now.names == null : names.equals(now.names));
  }
}
