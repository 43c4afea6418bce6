package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "observe",
    description = "Lets a rule observe for a time: it refuses nothing, whatever its file says.")
final class ObserveCommand extends OperatorCommand {
  @Parameters(paramLabel = "RULE", description = "A rule; the beginning of only one will do.")
  private String rule;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = Seconds.class,
      description = "How long, 1s to 24h (default: ${DEFAULT-VALUE}).")
  private Long seconds;

  @Option(names = "--end", description = "End it now: the rule does what its file says.")
  private boolean end;

  ObserveCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "observe";
  }

  @Override
  String changed() {
    return rule;
  }

  @Override
  long seconds() {
    return end ? 0 : seconds;
  }

  @Override
  List<String> options() {
    List<String> options = super.options();
    options.add(end ? "--end" : "--for=" + seconds + "s");
    return options;
  }

  @Override
  void show(Conversation conversation, String body) throws IOException {
    Map<String, Object> answer = Json.object(body);
    Object until = answer.get("until");
    console()
        .say(
            "rule '"
                + answer.get("rule")
                + "' of "
                + conversation.target()
                + (until == null ? " does what its file says" : " observes until " + until));
  }
}
