package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "rules",
    description =
        "Prints the rules in force in a JVM as a rule file, with all defaults and without secrets.")
final class RulesCommand extends AgentCommand {
  RulesCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "rules";
  }

  @Override
  void show(Conversation conversation, String body) throws Exception {
    Map<String, Object> answer = Json.object(body);
    Object since = answer.get("rulesLoadedAt");
    String file = String.valueOf(answer.get("rulesFile"));
    console().say("# " + file + (since == null ? ", none in force" : " in force since " + since));
    for (String line : String.valueOf(answer.get("text")).split("\n")) {
      console().say(line);
    }
  }
}
