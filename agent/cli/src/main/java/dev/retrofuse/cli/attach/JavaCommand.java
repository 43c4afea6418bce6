package dev.retrofuse.cli.attach;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the command line of a {@code java} process as its launcher does. */
final class JavaCommand {
  private static final Set<String> WITH_VALUE =
      new HashSet<>(
          Arrays.asList(
              "-cp",
              "-classpath",
              "--class-path",
              "-p",
              "--module-path",
              "--upgrade-module-path",
              "--add-modules",
              "--limit-modules",
              "--add-reads",
              "--add-exports",
              "--add-opens",
              "--patch-module",
              "--enable-native-access",
              "--source"));
  private static final Set<String> MAIN = new HashSet<>(Arrays.asList("-jar", "-m", "--module"));

  private JavaCommand() {}

  /** The main class, module or jar; else the program; empty for no words at all. */
  static String main(List<String> words) {
    int at = endOfOptions(words);
    return at < words.size() ? words.get(at) : words.isEmpty() ? "" : words.get(0);
  }

  /**
   * The first word of a command in one line.
   *
   * @param words of the process, which tell a blank inside a word from one between words
   */
  static String firstWord(String command, List<String> words) {
    for (String word : words) {
      if (word.indexOf(' ') > 0 && (command + ' ').startsWith(word + ' ')) {
        return word;
      }
    }
    return command.split(" ", 2)[0];
  }

  /** The options before the main class. */
  static List<String> options(List<String> words) {
    return words.isEmpty()
        ? Collections.<String>emptyList()
        : words.subList(1, endOfOptions(words));
  }

  private static int endOfOptions(List<String> words) {
    int at = 1;
    while (at < words.size() && (words.get(at).startsWith("-") || words.get(at).startsWith("@"))) {
      if (MAIN.contains(words.get(at))) {
        return Math.min(at + 1, words.size());
      }
      at += WITH_VALUE.contains(words.get(at)) ? 2 : 1;
    }
    return Math.min(at, words.size());
  }
}
