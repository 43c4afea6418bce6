package dev.retrofuse.cli;

import java.io.File;
import picocli.CommandLine.Command;

@Command(name = "open", description = "Forces breakers to be open for a time; trial calls follow.")
final class OpenCommand extends ForcingCommand {
  OpenCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "open";
  }

  @Override
  String done(String until) {
    return ": open until " + until + ", then come trial calls";
  }
}
