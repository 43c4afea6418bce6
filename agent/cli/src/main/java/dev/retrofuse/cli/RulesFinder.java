package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.cli.attach.Processes;
import dev.retrofuse.operations.Reply;
import dev.retrofuse.rules.RuleSet;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Finds the rules that a word means: a file, or the process id of a JVM. */
final class RulesFinder {
  private static final Map<String, String> QUESTION = Collections.singletonMap("command", "rules");

  private final Console console;
  private final File jar;
  private final String environment;
  private final long timeoutSeconds;
  private int code = -1;

  RulesFinder(Console console, File jar, RulesOptions options) {
    environment = options.environment();
    this.console = console;
    this.jar = jar;
    timeoutSeconds = options.timeoutSeconds();
  }

  /** The exit code of a command that is over because {@link #find} found nothing. */
  int code() {
    return code;
  }

  /** The word as another user's process understands it: files with their whole path. */
  static String whole(String word) {
    return isProcess(word) ? word : new File(word).getAbsolutePath();
  }

  /** A number that is no file. */
  private static boolean isProcess(String word) {
    return word.matches("[1-9][0-9]{0,9}") && !new File(word).exists();
  }

  /**
   * The rules that a word means; null when the command is over.
   *
   * @param words the whole command, to be run again as the JVM's user where only he may ask
   * @param files the rule files among them
   */
  NamedRules find(String word, List<String> words, List<File> files)
      throws AttachFailure, IOException {
    if (isProcess(word)) {
      return ofJvm(Long.parseLong(word), words, files);
    }
    File file = new File(word);
    RuleSet read = RulesCheck.read(file, environment, console);
    code = Console.WRONG_USAGE;
    return read == null ? null : NamedRules.of(file, read);
  }

  private NamedRules ofJvm(long pid, List<String> words, List<File> files)
      throws AttachFailure, IOException {
    Conversation conversation =
        new Conversation(Processes.ofThisMachine(), pid, jar, timeoutSeconds);
    code = conversation.handOver(words, files);
    if (code >= 0) {
      return null;
    }
    Reply reply = Question.ask(conversation, QUESTION, console);
    if (!reply.isOk()) {
      throw new AttachFailure(conversation.target() + ": " + reply.error());
    }
    return NamedRules.of(conversation.target().toString(), Json.object(reply.body()));
  }
}
