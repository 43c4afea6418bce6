package dev.retrofuse.cli;

import dev.retrofuse.rules.RuleFileResult;
import java.io.File;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    description = "Reads a rule file and says everything that is wrong with it.")
final class ValidateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The rule file.")
  private File file;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RuleFileResult result = RulesCheck.check(file, console);
    if (result == null) {
      return Console.WRONG_USAGE;
    }
    String rules = Counted.of(result.ruleSet().rules().size(), "rule");
    console.say(file + ": " + rules + ", valid");
    return Console.DONE;
  }
}
