package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.cli.attach.LiveConversation;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "events",
    description = "Shows what the agent of a JVM has told last: at most 200 lines of its log.")
final class EventsCommand extends AgentCommand {
  private static final long LOOK_MILLIS = 500;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what it tells from now on, until it goes or this is ended.")
  private boolean follow;

  private long shown;

  EventsCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "events";
  }

  @Override
  List<String> options() {
    return follow ? Collections.singletonList("--follow") : Collections.<String>emptyList();
  }

  /** One object in a line for each event. */
  @Override
  void showJson(Conversation conversation, String body) throws Exception {
    show(conversation, body);
  }

  @Override
  void show(Conversation conversation, String body) throws Exception {
    showNew(body);
    if (follow) {
      follow(conversation);
    }
  }

  private void follow(Conversation conversation) throws Exception {
    try (LiveConversation live = LiveConversation.begin(conversation)) {
      while (true) {
        String events = live.events();
        if (events != null) {
          showNew(events);
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (AttachFailure gone) {
      console().remark(gone.getMessage());
    }
  }

  @SuppressWarnings("unchecked")
  private void showNew(String body) throws IOException {
    for (Object each : (List<Object>) Json.object(body).get("events")) {
      Map<String, Object> event = (Map<String, Object>) each;
      long seq = Json.number(event, "seq");
      if (seq > shown) {
        sayMissing(seq - shown - 1);
        shown = seq;
        show(event);
      }
    }
  }

  private void sayMissing(long missing) {
    if (shown > 0 && missing > 0) {
      console().remark(Counted.of(missing, "event") + " missing here: too many at once");
    }
  }

  private void show(Map<String, Object> event) throws IOException {
    if (json()) {
      console().out().println(Json.text(event));
    } else {
      console().say(event.get("at") + " " + event.get("text"));
    }
  }
}
