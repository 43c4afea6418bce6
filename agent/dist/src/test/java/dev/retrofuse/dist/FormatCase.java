package dev.retrofuse.dist;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a request is sent with, and what the calls for it are to be told.
 *
 * @param in header lines as they are sent
 * @param out header lines with names in lower case, sorted
 */
record FormatCase(String name, List<String> in, List<String> out) {
  private static final String TRACE = "463ac35c9f6413ad48485a3953bb6124";
  private static final String SPAN = "a2fb4a1d1a96d312";

  /**
   * Reads a table of a line each: {@code name | lines in | lines out}, lines with {@code &} between
   * them, out also {@code same} or {@code none}. For T and t in braces stands a trace id, of 128
   * and 64 bits, for S a span id, for P its parent's.
   */
  static List<FormatCase> table(String text) {
    return text.lines().filter(line -> line.contains("|")).map(FormatCase::of).toList();
  }

  private static FormatCase of(String line) {
    String[] parts = filled(line).split(" *\\| *", -1);
    List<String> in = Arrays.asList(parts[1].split(" & "));
    return new FormatCase(parts[0], in, out(parts[2], in));
  }

  private static List<String> out(String text, List<String> in) {
    Stream<String> lines = text.equals("same") ? in.stream() : Arrays.stream(text.split(" & "));
    return text.equals("none") ? List.of() : lines.map(FormatCase::lowerName).sorted().toList();
  }

  private static String filled(String line) {
    return line.replace("{T}", TRACE)
        .replace("{t}", TRACE.substring(16))
        .replace("{S}", SPAN)
        .replace("{P}", "0020000000000001")
        .replace("{0}", "0".repeat(16));
  }

  /** A header line with its name in lower case, and its value as it is. */
  static String lowerName(String line) {
    int colon = line.indexOf(':');
    return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
  }
}
