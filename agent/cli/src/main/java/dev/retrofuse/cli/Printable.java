package dev.retrofuse.cli;

import java.util.regex.Pattern;

/** Text that a terminal only shows: processes, files and rules may have any name. */
final class Printable {
  // Control characters, line ends, and what turns the direction of writing.
  private static final Pattern OBEYED =
      Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");

  private Printable() {}

  static String of(String text) {
    return OBEYED.matcher(text).replaceAll("?");
  }
}
