package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.operations.Reply;
import java.util.Map;

/** What the agent of a JVM is asked. */
final class Question {
  private Question() {}

  /** Asks a JVM that has an agent, and says before what it will write about it. */
  static Reply ask(Conversation conversation, Map<String, String> arguments, Console console)
      throws AttachFailure {
    checkAgent(conversation);
    announce(conversation, console);
    return conversation.ask(arguments);
  }

  static void checkAgent(Conversation conversation) throws AttachFailure {
    if (conversation.target().showsAgent() && !conversation.target().hasAgent()) {
      throw new AttachFailure("Retrofuse is not attached to " + conversation.target());
    }
  }

  // Every command makes the JVM load the agent's jar, which then sees what is there already.
  static void announce(Conversation conversation, Console console) {
    if (conversation.warning() != null) {
      console.remark("note: " + conversation.warning());
    }
  }
}
