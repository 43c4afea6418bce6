package dev.retrofuse.dist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page shows of a terminal: blocks marked {@code console}, each command behind "$ ", lines
 * that go on with it behind "> ", then what it prints.
 */
final class ConsolePage {
  static final String LANGUAGE = "console";

  /** A command, the number of its line, and the lines that are shown below it. */
  record Step(int line, String command, List<String> shown) {}

  private ConsolePage() {}

  /** In the page's order; empty where it shows no terminal. */
  static List<Step> steps(Path page) {
    List<Step> steps = new ArrayList<>();
    for (Markdown.Block block : new Markdown(Documents.text(page)).blocks()) {
      if (block.language().equals(LANGUAGE)) {
        read(page, block, steps);
      }
    }
    return steps;
  }

  private static void read(Path page, Markdown.Block block, List<Step> steps) {
    for (int i = 0; i < block.lines().size(); i++) {
      String line = block.lines().get(i);
      int last = steps.size() - 1;
      if (line.startsWith("$ ")) {
        steps.add(new Step(block.line() + i, line.substring(2), new ArrayList<>()));
      } else if (i == 0) {
        throw new AssertionError(page + ":" + block.line() + ": a console begins with '$ '");
      } else if (line.startsWith("> ") && steps.get(last).shown().isEmpty()) {
        Step begun = steps.remove(last);
        String command = begun.command() + "\n" + line.substring(2);
        steps.add(new Step(begun.line(), command, new ArrayList<>()));
      } else {
        steps.get(last).shown().add(line);
      }
    }
  }
}
