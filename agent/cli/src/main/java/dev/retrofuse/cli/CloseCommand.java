package dev.retrofuse.cli;

import java.io.File;
import picocli.CommandLine.Command;

@Command(
    name = "close",
    description = "Forces breakers to be closed for a time, whatever becomes of the calls.")
final class CloseCommand extends ForcingCommand {
  CloseCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "close";
  }

  @Override
  String done(String until) {
    return ": closed until " + until + ", whatever becomes of its calls";
  }
}
