package dev.retrofuse.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that changes something by hand; the agent's log says who did it. */
@Command
abstract class OperatorCommand extends AgentCommand {
  @Option(names = "--by", hidden = true, paramLabel = "NAME")
  private String by = user();

  OperatorCommand(Console console, File jar) {
    super(console, jar);
  }

  /** Who sits there, also behind {@code sudo}. */
  static String user() {
    return user(System.getenv("SUDO_USER"), System.getProperty("user.name"));
  }

  static String user(String behindSudo, String user) {
    return behindSudo == null || behindSudo.isEmpty() ? user : behindSudo;
  }

  /** The breaker or rule. */
  abstract String changed();

  /** 0 where a time says nothing. */
  abstract long seconds();

  @Override
  List<String> options() {
    return new ArrayList<>(Arrays.asList(changed(), "--by", by));
  }

  @Override
  Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("name", changed());
    details.put("seconds", Long.toString(seconds()));
    details.put("by", by);
    return details;
  }
}
