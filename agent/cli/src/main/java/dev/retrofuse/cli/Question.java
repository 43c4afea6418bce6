package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.operations.Reply;
import java.util.Map;

/** What the agent of a JVM is asked. */
final class Question {
  private Question() {}

  /**
   * Asks, and says before what the JVM will write about it.
   *
   * @param needsAgent whether it is for a JVM that has an agent
   */
  static Reply ask(
      Conversation conversation, Map<String, String> arguments, boolean needsAgent, Console console)
      throws AttachFailure {
    if (needsAgent && conversation.target().showsAgent() && !conversation.target().hasAgent()) {
      throw new AttachFailure("Retrofuse is not attached to " + conversation.target());
    }
    // Every command makes the JVM load the agent's jar, which then sees what is there already.
    if (conversation.warning() != null) {
      console.remark("note: " + conversation.warning());
    }
    return conversation.ask(arguments);
  }
}
