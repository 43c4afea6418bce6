package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command for breakers. */
@Command
abstract class BreakerCommand extends OperatorCommand {
  @Parameters(
      paramLabel = "BREAKER",
      description = "A rule, or a rule and a key: RULE/KEY; the beginning of only one will do.")
  private String breaker;

  @Option(names = "--all", description = "All keys of the rule.")
  private boolean all;

  BreakerCommand(Console console, File jar) {
    super(console, jar);
  }

  /** What has become of a breaker, behind its name; the time is the agent's answer. */
  abstract String done(String until);

  @Override
  String changed() {
    return breaker;
  }

  @Override
  List<String> options() {
    List<String> options = super.options();
    if (all) {
      options.add("--all");
    }
    return options;
  }

  @Override
  Map<String, String> details() {
    Map<String, String> details = super.details();
    if (all) {
      details.put("all", "true");
    }
    return details;
  }

  @Override
  @SuppressWarnings("unchecked") // what Jackson makes of an object
  void show(Conversation conversation, String body) throws IOException {
    Map<String, Object> answer = Json.object(body);
    String done = done(String.valueOf(answer.get("until")));
    for (Object each : (List<Object>) answer.get("breakers")) {
      Map<String, Object> one = (Map<String, Object>) each;
      console().say(one.get("rule") + "/" + one.get("key") + " of " + conversation.target() + done);
    }
  }
}
