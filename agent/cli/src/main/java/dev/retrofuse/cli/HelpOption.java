package dev.retrofuse.cli;

import picocli.CommandLine.Option;

/** {@code --help} of a command; {@code --version} is the program's. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  boolean asked;
}
