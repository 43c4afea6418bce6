package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Shows what the agent of a JVM does, trouble first.")
final class StatusCommand extends AgentCommand {
  @Option(names = "--json", description = "Print the agent's answer as one JSON object.")
  private boolean json;

  StatusCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "status";
  }

  @Override
  List<String> options() {
    return json ? Collections.singletonList("--json") : Collections.<String>emptyList();
  }

  @Override
  void show(Conversation conversation, String body) throws Exception {
    if (json) {
      console().out().println(body.trim());
    } else {
      String where = conversation.target().toString();
      new StatusText(Json.object(body), console()).print(where);
    }
  }
}
