package dev.retrofuse.cli;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    description = "Reads rules and says everything that is wrong with them.")
final class ValidateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The rule file, or a folder of them.")
  private File file;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = {
        "The environment whose overlay is to be applied.",
        "Without it: RETROFUSE_ENVIRONMENT, if it is set, else all of them, one after the other."
      })
  private String environment;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    RulesCheck check = new RulesCheck(file, RulesCheck.chosen(environment));
    return json ? check.printJson(console) : check.print(console);
  }
}
