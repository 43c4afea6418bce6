package dev.retrofuse.cli;

import java.io.File;
import picocli.CommandLine.Command;

@Command(
    name = "reset",
    description = "Closes breakers and lets them forget calls, back-off and what was forced.")
final class ResetCommand extends BreakerCommand {
  ResetCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "reset";
  }

  @Override
  long seconds() {
    return 0;
  }

  @Override
  String done(String until) {
    return ": closed, and knows nothing of what was";
  }
}
