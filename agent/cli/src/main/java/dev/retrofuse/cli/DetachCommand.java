package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import picocli.CommandLine.Command;

@Command(name = "detach", description = "Takes the agent out of a JVM, which then is as it was.")
final class DetachCommand extends AgentCommand {
  DetachCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "detach";
  }

  @Override
  void show(Conversation conversation, String body) {
    console().say("Retrofuse is detached from " + conversation.target());
  }
}
