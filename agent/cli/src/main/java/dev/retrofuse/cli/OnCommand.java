package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import picocli.CommandLine.Command;

@Command(name = "on", description = "Undoes 'off'.")
final class OnCommand extends AgentCommand {
  OnCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "on";
  }

  @Override
  void show(Conversation conversation, String body) {
    console().say("Retrofuse is on in " + conversation.target());
  }
}
