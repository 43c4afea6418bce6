package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import picocli.CommandLine.Command;

@Command(
    name = "off",
    description = "Switches everything off from the next call on (kill switch); the agent stays.")
final class OffCommand extends AgentCommand {
  OffCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "off";
  }

  @Override
  void show(Conversation conversation, String body) {
    console()
        .say("Retrofuse is off in " + conversation.target() + ": no call is guarded until 'on'");
  }
}
