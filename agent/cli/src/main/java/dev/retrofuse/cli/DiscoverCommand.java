package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "discover",
    description = {
      "Looks for a while at what a JVM calls, without any rules.",
      "Attaches Retrofuse where it is not, and detaches it afterwards."
    })
final class DiscoverCommand extends LookCommand {
  /** What the list is sorted by. */
  enum Order {
    trouble,
    rate
  }

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "trouble",
      description = "What comes first: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Order order;

  DiscoverCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "discover";
  }

  @Override
  List<String> options() {
    List<String> options = new ArrayList<>(super.options());
    options.addAll(Arrays.asList("--sort", order.toString()));
    return options;
  }

  @Override
  void showJson(Conversation conversation, String body) throws Exception {
    console().out().println(look(conversation).trim());
  }

  @Override
  void show(Conversation conversation, String body) throws Exception {
    Map<String, Object> seen = Json.object(look(conversation));
    new DiscoveredText(seen, console()).print(order == Order.trouble);
  }
}
