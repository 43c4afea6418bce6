package dev.retrofuse.cli;

import java.io.File;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that keeps breakers in a state for a time. */
@Command
abstract class ForcingCommand extends BreakerCommand {
  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = Seconds.class,
      description = "How long, 1s to 24h (default: ${DEFAULT-VALUE}); 'reset' ends it earlier.")
  private Long seconds;

  ForcingCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  long seconds() {
    return seconds;
  }

  @Override
  List<String> options() {
    List<String> options = super.options();
    options.add("--for");
    options.add(seconds + "s");
    return options;
  }
}
