package dev.retrofuse.cli.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One process's folder in {@code /proc}. What may not be read, or has ended meanwhile, is as if it
 * were not there: null or empty.
 */
final class Proc {
  private final Path folder;

  Proc(Path folder) {
    this.folder = folder;
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /** A field of {@code status}, such as {@code Uid}; or null. */
  String status(String field) {
    for (String line : text("status").split("\n")) {
      if (line.startsWith(field + ":")) {
        return line.substring(field.length() + 1).trim();
      }
    }
    return null;
  }

  /** The numbers of a field of {@code status}; empty where there is none. */
  List<Long> numbers(String field) {
    String value = status(field);
    List<Long> numbers = new ArrayList<>();
    if (value != null && !value.isEmpty()) {
      for (String number : value.split("\\s+")) {
        numbers.add(Long.valueOf(number));
      }
    }
    return numbers;
  }

  /** The strings of {@code cmdline} or {@code environ}. */
  List<String> strings(String file) {
    String text = text(file);
    return text.isEmpty() ? Collections.<String>emptyList() : Arrays.asList(text.split("\0"));
  }

  /** The names of its threads, at most 15 characters each. */
  List<String> threads() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(folder.resolve("task"))) {
      for (Path task : tasks) {
        names.add(read(task.resolve("comm")).trim());
      }
    } catch (IOException | RuntimeException unreadable) {
      return Collections.emptyList();
    }
    return names;
  }

  /**
   * The first mapped file of that name, such as {@code libjvm.so}, as the process sees it; or null.
   */
  String mapped(String name) {
    for (String line : text("maps").split("\n")) {
      int path = line.indexOf('/');
      if (path >= 0 && line.endsWith("/" + name)) {
        return inside(line.substring(path));
      }
    }
    return null;
  }

  // A root that is a folder of this file system stands before the paths of all that is in it.
  private String inside(String path) {
    try {
      String root = Files.readSymbolicLink(folder.resolve("root")).toString();
      return path.startsWith(root + "/") ? path.substring(root.length()) : path;
    } catch (IOException | RuntimeException unreadable) {
      return path;
    }
  }

  /** Whether a file is open, or mapped, whose name begins like that. */
  boolean opens(String name) {
    String part = "/" + name;
    for (String line : text("maps").split("\n")) {
      if (line.contains(part)) {
        return true;
      }
    }
    for (String open : openFiles()) {
      if (open.startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /** The names of the files that it has open. */
  List<String> openFiles() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(folder.resolve("fd"))) {
      for (Path each : open) {
        names.add(String.valueOf(Files.readSymbolicLink(each).getFileName()));
      }
    } catch (IOException | RuntimeException unreadable) {
      return names;
    }
    return names;
  }

  /** Its view of the file system; null where that may not be seen. */
  Path root() {
    Path root = folder.resolve("root");
    return Files.isReadable(root.resolve(".")) ? root : null;
  }

  /** The name of the user that owns its folder, with that user's number; null where unknown. */
  String ownerIf(long uid) {
    try {
      Object owner = Files.getAttribute(folder, "unix:uid");
      return owner.equals((int) uid) ? Files.getOwner(folder).getName() : null;
    } catch (IOException | RuntimeException unreadable) {
      return null;
    }
  }

  private String text(String file) {
    return read(folder.resolve(file));
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return "";
    }
  }
}
