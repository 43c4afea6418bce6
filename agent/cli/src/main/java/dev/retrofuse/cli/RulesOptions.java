package dev.retrofuse.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of commands that look at rules, be they a file's or a JVM's. */
final class RulesOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print the answer as JSON, for programs.")
  private boolean json;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Whose overlay to apply; without it RETROFUSE_ENVIRONMENT, if it is set.")
  private String environment;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for a JVM's answer (default: ${DEFAULT-VALUE}).")
  private long timeoutSeconds;

  boolean json() {
    return json;
  }

  /** Whose overlay is applied to files; null for that of this process. */
  String environment() {
    return environment;
  }

  /** Above 0. */
  long timeoutSeconds() {
    if (timeoutSeconds < 1) {
      throw new ParameterException(
          command.commandLine(), "--timeout must be 1 or more, not " + timeoutSeconds);
    }
    return timeoutSeconds;
  }

  /** A command with these options, to be run again as another user. */
  List<String> words(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    if (json) {
      all.add("--json");
    }
    if (environment != null) {
      all.addAll(Arrays.asList("--environment", environment));
    }
    all.addAll(Arrays.asList("--timeout", Long.toString(timeoutSeconds)));
    return all;
  }
}
