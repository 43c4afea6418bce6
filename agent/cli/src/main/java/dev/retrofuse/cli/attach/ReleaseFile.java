package dev.retrofuse.cli.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** The {@code release} file that every JDK has at its top. */
final class ReleaseFile {
  private static final String KEY = "JAVA_VERSION=";
  private static final int MOST_LEVELS = 6;

  private ReleaseFile() {}

  /**
   * The version of the Java that a library belongs to; empty if unknown.
   *
   * @param root where the library's process has its {@code /}; null for here
   * @param library absolute; null for none
   */
  static String version(Path root, String library) {
    Path folder = library == null ? null : Paths.get(library).getParent();
    for (int level = 0; folder != null && level < MOST_LEVELS; level++) {
      Path file = folder.resolve("release");
      String version = read(root == null ? file : root.resolve("." + file));
      if (!version.isEmpty()) {
        return version;
      }
      folder = folder.getParent();
    }
    return "";
  }

  private static String read(Path file) {
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (line.startsWith(KEY)) {
          return line.substring(KEY.length()).replace("\"", "");
        }
      }
    } catch (IOException unreadable) {
      return "";
    }
    return "";
  }
}
