package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.operations.RulesReport;
import dev.retrofuse.review.Change;
import dev.retrofuse.review.RuleDiff;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description = "Says what differs between two rule sets, and what state an edit keeps.",
    footer = {"", "Exit codes: 0 the same, 1 different, 2 wrong usage, problems or no answer."})
final class DiffCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final int TROUBLE = 2;

  private final Console console;
  private final File jar;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "A rule file, or the process id of a JVM for the rules in force there.")
  private String before;

  @Parameters(index = "1", paramLabel = "NEW", description = "The same.")
  private String after;

  @Mixin private RulesOptions options;

  DiffCommand(Console console, File jar) {
    this.console = console;
    this.jar = jar;
  }

  @Override
  public Integer call() throws IOException {
    try {
      return compare();
    } catch (AttachFailure failure) {
      console.failed(failure);
      return TROUBLE;
    }
  }

  private int compare() throws AttachFailure, IOException {
    RulesFinder finder = new RulesFinder(console, jar, options);
    NamedRules old = finder.find(before, words(), files());
    NamedRules now = old == null ? null : finder.find(after, words(), files());
    if (now == null) {
      return finder.code();
    }
    List<Change> changes = new RuleDiff(old.rules(), now.rules(), RulesReport.SECRET).changes();
    if (options.json()) {
      ChangesText.printJson(changes, console);
    } else {
      ChangesText.print(changes, old.name(), now.name(), console);
    }
    return changes.isEmpty() ? Console.DONE : DIFFERENT;
  }

  private List<File> files() {
    List<File> files = new ArrayList<>();
    for (String word : new String[] {before, after}) {
      if (new File(word).isFile()) {
        files.add(new File(word).getAbsoluteFile());
      }
    }
    return files;
  }

  private List<String> words() {
    return options.words("diff", RulesFinder.whole(before), RulesFinder.whole(after));
  }
}
