package dev.retrofuse.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "man",
    description = {
      "Prints the manual page of a command, or of the whole:",
      "java -jar retrofuse.jar man top | man -l -"
    })
final class ManCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "Without it, the whole.")
  private String command;

  @Option(names = "--to", paramLabel = "FOLDER", description = "Write all pages there instead.")
  private File folder;

  ManCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (folder == null) {
      console.out().print(new ManPage(chosen()).text());
      console.out().flush();
    } else {
      writeAll();
    }
    return Console.DONE;
  }

  private CommandSpec chosen() {
    CommandSpec program = spec.parent();
    CommandLine found =
        command == null ? program.commandLine() : program.subcommands().get(command);
    if (found == null) {
      throw new ParameterException(spec.commandLine(), "there is no command '" + command + "'");
    }
    return found.getCommandSpec();
  }

  private void writeAll() throws IOException {
    Files.createDirectories(folder.toPath());
    write(spec.parent());
    for (CommandLine each : spec.parent().subcommands().values()) {
      write(each.getCommandSpec());
    }
  }

  private void write(CommandSpec of) throws IOException {
    ManPage page = new ManPage(of);
    File file = new File(folder, page.name() + ".1");
    Files.write(file.toPath(), page.text().getBytes(StandardCharsets.US_ASCII));
  }
}
