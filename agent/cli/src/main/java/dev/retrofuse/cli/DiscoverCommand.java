package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.operations.Reply;
import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "discover",
    description = {
      "Looks for a while at what a JVM calls, without any rules.",
      "Attaches Retrofuse where it is not, and detaches it afterwards."
    })
final class DiscoverCommand extends AgentCommand {
  private static final long LOOK_MILLIS = 200;

  /** When this command is gone, the agent ends it so long after its time. */
  private static final long GRACE_MILLIS = 30_000;

  /** What the list is sorted by. */
  enum Order {
    trouble,
    rate
  }

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Seconds.class,
      description = "How long to look, such as 30s or 5m (default: ${DEFAULT-VALUE}).")
  private long seconds;

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
    return Arrays.asList("--for", seconds + "s", "--sort", order.toString());
  }

  @Override
  Map<String, String> details() {
    return Collections.singletonMap("millis", Long.toString(millis() + GRACE_MILLIS));
  }

  @Override
  boolean needsAgent() {
    return false;
  }

  private long millis() {
    return TimeUnit.SECONDS.toMillis(seconds);
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

  private String look(Conversation conversation) throws Exception {
    console().remark("looking at what " + conversation.target() + " calls for " + seconds + "s");
    await(conversation);
    Map<String, String> question = Collections.singletonMap("command", "discovered");
    Reply seen = waiting(conversation, () -> conversation.ask(question));
    if (!seen.isOk()) {
      throw new AttachFailure(conversation.target() + ": " + seen.error());
    }
    return seen.body();
  }

  private void await(Conversation conversation) throws AttachFailure, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (long left = millis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      Thread.sleep(Math.min(LOOK_MILLIS, left));
      if (!conversation.target().exists()) {
        throw new AttachFailure(conversation.target() + " has ended");
      }
    }
  }
}
