package dev.retrofuse.rules;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the files of a folder, and those that files include, each once. */
final class Includes {
  private static final int MAX_FILES = 200;
  private static final int MAX_DEPTH = 10;
  private static final int MAX_BYTES = 4 << 20;

  // Each look at a folder lists it, now and whenever it is looked whether the rules have changed.
  private static final int MAX_FOLDERS = 50;
  private static final int MAX_INCLUDES = 1_000;

  private final RuleFile reading;
  private final List<Section> documents = new ArrayList<>();
  private final Set<File> known = new HashSet<>();
  private final List<File> open = new ArrayList<>();
  private final Map<File, FileContent> folders = new HashMap<>();
  private final Map<File, File> realFiles = new HashMap<>();
  private int includes;
  private int bytes;

  Includes(RuleFile reading) {
    this.reading = reading;
  }

  /** The files with keys: each before those that it includes, those of a folder by their names. */
  List<Section> documents() {
    return documents;
  }

  void addFolder(FileContent folder) {
    Node place = new FileText(folder.file.getPath(), 0, "").start();
    if (folder.names.isEmpty()) {
      problem(
          place,
          "a folder without rule files",
          "a file *.yaml or *.yml",
          "put one in; rules: [] is for no rules");
    }
    for (String name : folder.names) {
      addFile(new File(folder.file, name), place);
    }
  }

  /** A file that has been read. */
  void add(File file, Section document) {
    documents.add(document);
    List<Node> nodes = document.texts(RuleSetReader.INCLUDE);
    if (nodes == null || nodes.isEmpty()) {
      return;
    }
    if (file == null) {
      problem(
          document.place(RuleSetReader.INCLUDE), "include in a text of no file", "", "remove it");
      return;
    }
    open.add(real(file));
    known.add(real(file));
    for (Node node : nodes) {
      if (++includes > MAX_INCLUDES) {
        problem(node, "one more include", "at most " + MAX_INCLUDES, "include a folder's *.yaml");
        break;
      }
      include(file.getParentFile(), node);
    }
    open.remove(open.size() - 1);
  }

  private void include(File folder, Node node) {
    File path = new File(node.text);
    File target = path.isAbsolute() ? path : new File(folder, node.text);
    if (target.getParent() != null && isPattern(target.getParent())) {
      problem(node, describe(node), "a pattern only behind the last /", "name the folder");
    } else if (isPattern(target.getName())) {
      includeAll(target, node);
    } else {
      addFile(target, node);
    }
  }

  private static boolean isPattern(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
  }

  private void includeAll(File pattern, Node node) {
    File parent = pattern.getParentFile();
    FileContent folder = folder(parent == null ? new File(".") : parent, node);
    if (folder == null) {
      return;
    }
    int found = 0;
    for (int i = 0; folder.isFolder() && i < folder.names.size(); i++) {
      File file = new File(folder.file, folder.names.get(i));
      if (Glob.matches(pattern.getName(), file.getName(), false)) {
        found++;
        if (!open.contains(real(file))) {
          addFile(file, node);
        }
      }
    }
    if (found == 0) {
      String why = folder.problem.isEmpty() ? "" : ": " + folder.problem;
      String advice = "check the path " + pattern.getAbsolutePath();
      problem(node, describe(node) + " finds no file" + why, "*.yaml and *.yml files", advice);
    }
  }

  /** Null for a problem. */
  private FileContent folder(File path, Node place) {
    FileContent folder = folders.get(path);
    if (folder == null && folders.size() == MAX_FOLDERS) {
      problem(place, "one more folder", "at most " + MAX_FOLDERS, "include files of fewer folders");
    } else if (folder == null) {
      folder = reading.look(path);
      folders.put(path, folder);
    }
    return folder;
  }

  private void addFile(File file, Node place) {
    File real = real(file);
    if (open.contains(real)) {
      problem(place, describe(place) + " within itself: " + chain(real), "", "remove one of these");
    } else if (known.add(real) && isWithinBounds(place)) {
      FileContent content = reading.look(file);
      bytes += content.bytes.length;
      Section document = reading.document(content, place);
      if (document != null) {
        add(file, document);
      }
    }
  }

  private boolean isWithinBounds(Node place) {
    if (open.size() >= MAX_DEPTH) {
      problem(place, "an include within " + MAX_DEPTH + " others", "", "include it further up");
    } else if (known.size() > MAX_FILES) {
      problem(place, "one more file", "at most " + MAX_FILES, "write fewer files");
    } else if (bytes > MAX_BYTES) {
      problem(
          place, "one more file", "at most " + MAX_BYTES + " bytes in all", "write fewer rules");
    } else {
      return true;
    }
    return false;
  }

  private String chain(File real) {
    StringBuilder names = new StringBuilder();
    for (int i = open.indexOf(real); i < open.size(); i++) {
      names.append(open.get(i).getName()).append(" -> ");
    }
    return names.append(real.getName()).toString();
  }

  // Two links to one file are one file.
  private File real(File file) {
    File real = realFiles.get(file);
    if (real == null) {
      real = canonical(file);
      realFiles.put(file, real);
    }
    return real;
  }

  private static File canonical(File file) {
    try {
      return file.getCanonicalFile();
    } catch (IOException e) {
      return file.getAbsoluteFile();
    }
  }

  private static String describe(Node node) {
    return RuleSetReader.INCLUDE.name + ": " + node.describe();
  }

  private void problem(Node place, String found, String expected, String advice) {
    reading.problems.add(place, found, expected, advice);
  }
}
