package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.cli.attach.LiveConversation;
import dev.retrofuse.cli.screen.RawTerminal;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "top",
    description = {
      "Shows live what the breakers of a JVM do, trouble first, and changes them by single keys.",
      "Without a terminal, or with --json, it shows what was in the last second, and ends."
    })
final class TopCommand extends AgentCommand {
  private static final long LOOK_MILLIS = 100;

  @Option(names = "--by", hidden = true, paramLabel = "NAME")
  private String by = OperatorCommand.user();

  TopCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "top";
  }

  @Override
  List<String> options() {
    List<String> options = new ArrayList<>();
    options.add("--by");
    options.add(by);
    return options;
  }

  @Override
  int converse(Conversation conversation) throws Exception {
    Question.announce(conversation, console());
    try (LiveConversation live =
        waiting(conversation, () -> LiveConversation.begin(conversation))) {
      TopModel model = new TopModel();
      RawTerminal terminal = json() || !Terminal.isTerminal(1) ? null : RawTerminal.open();
      if (terminal == null) {
        showOnce(live, model);
      } else {
        showLive(live, terminal, model);
      }
    }
    return Console.DONE;
  }

  private void showLive(LiveConversation live, RawTerminal terminal, TopModel model)
      throws Exception {
    String gone = null;
    try (RawTerminal ours = terminal) {
      new TopScreen(live, ours, console(), model, by).run();
    } catch (AttachFailure failure) {
      gone = failure.getMessage();
    }
    if (gone != null) {
      console().remark(gone);
    }
  }

  /** Rates need two looks at the agent. */
  private void showOnce(LiveConversation live, TopModel model) throws Exception {
    for (int looks = 0; looks < 2; ) {
      String status = live.status();
      if (status != null && model.update(status, live.events())) {
        looks++;
      } else {
        Thread.sleep(LOOK_MILLIS);
      }
    }
    if (json()) {
      printJson(model);
    } else {
      String where = live.target().shortText();
      TopFrame frame = new TopFrame(model, where, console(), false, Integer.MAX_VALUE);
      frame.plain().forEach(console()::say);
    }
  }

  private void printJson(TopModel model) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(model.status());
    List<Object> breakers = new ArrayList<>();
    for (Map<String, Object> breaker : model.breakers()) {
      breakers.add(model.figures(breaker));
    }
    all.put("breakers", breakers);
    all.put("callsPerSecond", model.callsPerSecond());
    all.put("eventsPerSecond", model.eventsPerSecond());
    console().out().println(Json.text(all));
  }
}
