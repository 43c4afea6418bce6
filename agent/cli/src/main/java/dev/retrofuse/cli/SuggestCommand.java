package dev.retrofuse.cli;

import dev.retrofuse.rehearsal.InputFile;
import dev.retrofuse.rehearsal.starter.StarterRules;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "suggest",
    description = {
      "Prints a rule file to begin with, made from what a JVM was seen to call.",
      "Its rules only observe; each figure says why it is what it is."
    })
final class SuggestCommand implements Callable<Integer> {
  // 'discover' tells at most 200 kinds of calls.
  private static final int MOST_BYTES = 4 << 20;

  private final Console console;

  @Parameters(paramLabel = "FILE", description = "What 'discover PID --json' printed.")
  private File file;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  SuggestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try {
      String seen = new String(InputFile.read(file, MOST_BYTES), StandardCharsets.UTF_8);
      print(StarterRules.of(Json.object(seen)));
      return Console.DONE;
    } catch (IOException | IllegalArgumentException e) {
      String why = Printable.of(String.valueOf(e.getMessage()));
      console.failed(file + " is not what 'discover --json' prints: " + why);
      return Console.WRONG_USAGE;
    }
  }

  private void print(StarterRules rules) throws IOException {
    if (json) {
      console.out().println(Json.text(rules.json()));
    } else {
      console.out().print(rules.yaml());
      console.out().flush();
    }
  }
}
