package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Shows what the agent of a JVM does, trouble first.")
final class StatusCommand extends AgentCommand {
  StatusCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "status";
  }

  @Override
  void show(Conversation conversation, String body) throws Exception {
    String where = conversation.target().toString();
    new StatusText(Json.object(body), console()).print(where);
  }
}
