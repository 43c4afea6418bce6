package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "attach",
    description = "Attaches Retrofuse to a running JVM and puts a rule file in force there.")
final class AttachCommand extends AgentCommand {
  @Option(
      names = "--rules",
      required = true,
      paramLabel = "FILE",
      description = "The rule file; it is watched, and changes come into force by themselves.")
  private File rules;

  AttachCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "attach";
  }

  @Override
  List<String> options() {
    return Arrays.asList("--rules", rules.getAbsolutePath());
  }

  @Override
  Map<String, String> details() {
    return Collections.singletonMap("rules", rules.getAbsolutePath());
  }

  @Override
  List<File> files() {
    return Collections.singletonList(rules.getAbsoluteFile());
  }

  @Override
  boolean needsAgent() {
    return false;
  }

  @Override
  public Integer call() throws Exception {
    return RulesCheck.check(rules, console()) == null ? Console.WRONG_USAGE : super.call();
  }

  @Override
  void show(Conversation conversation, String body) throws IOException {
    Map<String, Object> status = Json.object(body);
    console()
        .say(
            "Retrofuse is attached to "
                + conversation.target()
                + ": "
                + Counted.of(Json.number(status, "rules"), "rule")
                + " of "
                + rules.getAbsolutePath()
                + " in force, "
                + Counted.of(Json.number(status, "wovenClasses"), "class")
                + " woven");
  }
}
