package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.LiveConversation;
import dev.retrofuse.cli.screen.Key;
import dev.retrofuse.cli.screen.Keys;
import dev.retrofuse.cli.screen.RawTerminal;
import dev.retrofuse.cli.screen.Sparkline;
import dev.retrofuse.operations.Reply;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The live screen of {@code top}: draws, and does what the keys say. */
final class TopScreen {
  private static final long LOOK_MILLIS = 250;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final long SECONDS = 600;
  private static final String KEYS =
      "q quit  j/k select  o open  c close  r reset  b observe  e events  ? help";
  private static final List<String> HELP =
      Arrays.asList(
          "Keys of retrofuse top",
          "",
          "j, k, arrows  select a breaker",
          "o             force it open for 10 minutes",
          "c             force it closed for 10 minutes, whatever becomes of its calls",
          "r             reset it: closed, and it knows nothing of what was",
          "b             let its rule observe for 10 minutes, or end that",
          "e             the agent's last events instead of the breaker's last minute",
          "q, Ctrl-C     quit; nothing is changed by that",
          "",
          "What is changed is asked for first, ends by itself, and stands in the log.",
          "",
          "FAIL% is that of the last ten seconds. P50 and P99 are what half and 99 of",
          "100 calls of the last one to two minutes took at most; they are measured",
          "only while somebody looks on.");

  private final LiveConversation live;
  private final RawTerminal terminal;
  private final Console console;
  private final TopModel model;
  private final String by;
  private final boolean blocks = Sparkline.hasBlocks(RawTerminal.charset());
  private boolean events;
  private boolean help;
  private boolean over;
  private String command;
  private String footer = KEYS;

  /**
   * @param by who sits there, for the agent's log
   */
  TopScreen(
      LiveConversation live, RawTerminal terminal, Console console, TopModel model, String by) {
    this.live = live;
    this.terminal = terminal;
    this.console = console;
    this.model = model;
    this.by = by;
  }

  /**
   * Goes on until somebody has enough of it.
   *
   * @throws AttachFailure when the agent or its JVM has gone
   */
  void run() throws AttachFailure, IOException, InterruptedException {
    Keys keys = new Keys(terminal.in());
    while (!over) {
      String status = live.status();
      if (status != null) {
        model.update(status, live.events());
      }
      draw();
      Key key = keys.next(LOOK_MILLIS);
      if (key != null) {
        press(key);
      }
    }
  }

  private void draw() throws IOException {
    int[] size = terminal.size();
    if (model.status().isEmpty()) {
      terminal.show(Collections.singletonList("Waiting for the agent's first answer ..."));
    } else if (help) {
      terminal.show(HELP.subList(0, Math.min(HELP.size(), size[0])));
    } else {
      String where = live.target().shortText();
      TopFrame frame = new TopFrame(model, where, console, blocks, size[1]);
      terminal.show(frame.lines(size[0], events, footer));
    }
  }

  private void press(Key key) throws AttachFailure, IOException {
    if (help) {
      help = false;
    } else if (command != null) {
      answer(key.character());
    } else if (key == Key.UP || key.character() == 'k') {
      model.select(-1);
    } else if (key == Key.DOWN || key.character() == 'j') {
      model.select(1);
    } else {
      press(key.character());
    }
  }

  private void press(char key) {
    footer = KEYS;
    switch (key) {
      case 'q':
        over = true;
        break;
      case '?':
        help = true;
        break;
      case 'e':
        events = !events;
        break;
      case 'o':
        confirm("open", "force %s open for 10 minutes?");
        break;
      case 'c':
        confirm("close", "force %s closed for 10 minutes?");
        break;
      case 'r':
        confirm("reset", "reset %s: closed, and it forgets what was?");
        break;
      case 'b':
        confirmObserve();
        break;
      default:
    }
  }

  private void confirmObserve() {
    Map<String, Object> breaker = model.selected();
    boolean ends = breaker != null && breaker.get("observed") != null;
    confirm(
        ends ? "end" : "observe",
        ends ? "let the rule of %s do what its file says?" : "let the rule of %s observe for 10m?");
  }

  private void confirm(String asked, String question) {
    // Selected for good: the order may change until the answer comes.
    model.select(0);
    if (model.selected() != null) {
      command = asked;
      footer = Printable.of(String.format(question, TopModel.name(model.selected()))) + " y/n";
    }
  }

  private void answer(char key) throws AttachFailure, IOException {
    String confirmed = command;
    command = null;
    footer = KEYS;
    if (key == 'y' && model.selected() != null) {
      footer = "...";
      draw();
      footer = done(confirmed, model.selected());
    }
  }

  private String done(String what, Map<String, Object> breaker) throws AttachFailure, IOException {
    boolean ofRule = what.equals("observe") || what.equals("end");
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("name", ofRule ? String.valueOf(breaker.get("rule")) : TopModel.name(breaker));
    arguments.put("seconds", Long.toString(what.equals("end") ? 0 : SECONDS));
    arguments.put("by", by);
    String sent = what.equals("end") ? "observe" : what;
    Reply reply = live.ask(sent, arguments, PATIENCE_MILLIS);
    return Printable.of(
        reply.isOk() ? "done: " + what + " " + arguments.get("name") : reply.error());
  }
}
