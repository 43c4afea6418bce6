package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.operations.Reply;
import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that looks at a JVM for a while, with an agent that comes for it where none is. */
@Command
abstract class LookCommand extends AgentCommand {
  private static final long LOOK_MILLIS = 200;

  /** When this command is gone, the agent ends it so long after its time. */
  private static final long GRACE_MILLIS = 30_000;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Seconds.class,
      description = "How long to look, such as 30s or 5m (default: ${DEFAULT-VALUE}).")
  private long seconds;

  LookCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  List<String> options() {
    return Arrays.asList("--for", seconds + "s");
  }

  @Override
  Map<String, String> details() {
    Map<String, String> details = new HashMap<>();
    details.put("millis", Long.toString(millis() + GRACE_MILLIS));
    return details;
  }

  @Override
  final boolean needsAgent() {
    return false;
  }

  private long millis() {
    return TimeUnit.SECONDS.toMillis(seconds);
  }

  /** What the agent has seen when the time is over. */
  final String look(Conversation conversation) throws Exception {
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
