package dev.retrofuse.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = {
      "Prints a script by which bash and zsh complete the words behind 'retrofuse':",
      "source <(java -jar retrofuse.jar completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandSpec program = spec.parent();
    console.out().print(AutoComplete.bash(program.name(), program.commandLine()));
    console.out().flush();
    return Console.DONE;
  }
}
