package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
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
  void showJson(Conversation conversation, String body) throws IOException {
    Map<String, Object> detached = new LinkedHashMap<>();
    detached.put("pid", conversation.target().pid());
    detached.put("attached", false);
    console().out().println(Json.text(detached));
  }

  @Override
  void show(Conversation conversation, String body) {
    console().say("Retrofuse is detached from " + conversation.target());
  }
}
