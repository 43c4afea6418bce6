package dev.retrofuse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;

/** What the standard output and the error output lead to. */
final class Terminal {
  private Terminal() {}

  /**
   * Whether colours will be seen: on a terminal that has them, unless {@code NO_COLOR} is set.
   *
   * @param descriptor 1 for the standard output, 2 for the error output
   */
  static boolean coloured(int descriptor) {
    return coloured(System.getenv()) && isTerminal(descriptor);
  }

  /**
   * Whether somebody looks on.
   *
   * @param descriptor likewise
   */
  static boolean isTerminal(int descriptor) {
    return isTerminal(Paths.get("/proc/self/fd/" + descriptor));
  }

  /** Whether the error output leads to a terminal that obeys. */
  static boolean showsErrors() {
    return !System.getenv().getOrDefault("TERM", "dumb").equals("dumb")
        && isTerminal(Paths.get("/proc/self/fd/2"));
  }

  static boolean coloured(Map<String, String> environment) {
    String colour = environment.getOrDefault("NO_COLOR", "");
    String kind = environment.getOrDefault("TERM", "dumb");
    return colour.isEmpty() && !kind.equals("dumb");
  }

  // System.console() is null when the input alone is a pipe, and from Java 22 on it never is.
  private static boolean isTerminal(Path output) {
    try {
      String device = Files.readSymbolicLink(output).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException notLinux) {
      return false;
    }
  }
}
