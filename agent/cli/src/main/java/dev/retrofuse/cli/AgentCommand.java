package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.cli.attach.Processes;
import dev.retrofuse.operations.Reply;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that is sent to the agent of a JVM. */
@Command
abstract class AgentCommand implements Callable<Integer> {
  private final Console console;
  private final File jar;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PID", description = "The process id, as 'list' shows it.")
  private long pid;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
  private long timeoutSeconds;

  @Option(names = "--json", description = "Print the answer as JSON, for programs.")
  private boolean json;

  AgentCommand(Console console, File jar) {
    this.console = console;
    this.jar = jar;
  }

  final Console console() {
    return console;
  }

  /** As the agent knows it, and as it is written on the command line. */
  abstract String name();

  final boolean json() {
    return json;
  }

  /** Written behind the process id when the command is run again as another user. */
  List<String> options() {
    return Collections.emptyList();
  }

  /** What the agent must be told besides. */
  Map<String, String> details() {
    return Collections.emptyMap();
  }

  /** What the JVM's user must be able to read. */
  List<File> files() {
    return Collections.emptyList();
  }

  /** Whether the command is for a JVM that has an agent. */
  boolean needsAgent() {
    return true;
  }

  /** Shows a good answer; its body is the agent's status, where there is still an agent. */
  void show(Conversation conversation, String body) throws Exception {}

  /** Shows a good answer to a program. */
  void showJson(Conversation conversation, String body) throws Exception {
    console.out().println(body.trim());
  }

  @Override
  public Integer call() throws Exception {
    checkNumber(pid, "PID");
    checkNumber(timeoutSeconds, "--timeout");
    Conversation conversation =
        new Conversation(Processes.ofThisMachine(), pid, jar, timeoutSeconds);
    int code;
    try {
      code = conversation.handOver(words(), files());
    } catch (AttachFailure refusal) {
      return refused(conversation, refusal);
    }
    return code >= 0 ? code : ask(conversation);
  }

  /** The JVM cannot be spoken to at all. */
  int refused(Conversation conversation, AttachFailure refusal) throws Exception {
    throw refusal;
  }

  private void checkNumber(long number, String name) {
    if (number < 1) {
      throw new ParameterException(spec.commandLine(), name + " must be 1 or more, not " + number);
    }
  }

  /** Speaks with the agent, which is there if it has to be. */
  int converse(Conversation conversation) throws Exception {
    Question.announce(conversation, console);
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("command", name());
    arguments.putAll(details());
    Reply reply = waiting(conversation, () -> conversation.ask(arguments));
    if (!reply.isOk()) {
      return console.failed(conversation.target() + ": " + reply.error());
    }
    if (json) {
      showJson(conversation, reply.body());
    } else {
      show(conversation, reply.body());
    }
    return Console.DONE;
  }

  /** Does what may take its time, and says so on a terminal. */
  final <T> T waiting(Conversation conversation, Callable<T> work) throws Exception {
    return Progress.during(work, console, "waiting for " + conversation.target());
  }

  private int ask(Conversation conversation) throws Exception {
    if (needsAgent()) {
      Question.checkAgent(conversation);
    }
    return converse(conversation);
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(Arrays.asList(name(), Long.toString(pid)));
    words.addAll(options());
    if (json) {
      words.add("--json");
    }
    Collections.addAll(words, "--timeout", Long.toString(timeoutSeconds));
    return words;
  }
}
