package dev.retrofuse.agent;

import dev.retrofuse.operations.Reply;
import dev.retrofuse.rules.Problem;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.waist.RetrofuseAgent;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collection;

/** An operator's command as it reaches a running JVM, and its reply. */
final class Commands {
  /** Keys that say how to get here, not what to do. */
  private static final Collection<String> OF_THE_WAY = Arrays.asList("command", "reply", "jar");

  private static final String NOT_ATTACHED = "no agent is attached to this JVM";

  private Commands() {}

  /**
   * Runs the command that the arguments name; {@code attach} where they name none.
   *
   * @throws IOException when the reply cannot be written
   */
  static void run(Arguments arguments, Instrumentation instrumentation, String placement)
      throws IOException {
    Reply reply;
    try {
      reply = reply(arguments, instrumentation, placement);
    } catch (Exception | LinkageError fault) {
      reply = Reply.error("the agent could not do that: " + fault);
    }
    String file = arguments.get("reply");
    if (file != null) {
      reply.write(Paths.get(file));
    } else if (!reply.isOk()) {
      System.err.println("[retrofuse] " + reply.error());
    }
  }

  private static Reply reply(Arguments arguments, Instrumentation instrumentation, String placement)
      throws Exception {
    String command = arguments.get("command");
    RetrofuseAgent agent = RetrofuseAgent.current;
    if (command == null || command.equals("attach")) {
      return attach(arguments, instrumentation, placement);
    }
    if (agent == null && (command.equals("discover") || command.equals("record"))) {
      return attachToLook(arguments, instrumentation, placement);
    }
    String details = arguments.without(OF_THE_WAY);
    return agent == null
        ? Reply.error(NOT_ATTACHED)
        : ofText(agent.command(details.isEmpty() ? command : command + ',' + details));
  }

  private static Reply attach(
      Arguments arguments, Instrumentation instrumentation, String placement) throws Exception {
    RetrofuseAgent other = RetrofuseAgent.current;
    if (other != null) {
      return Reply.error("already attached: " + other.command("version") + "; detach it first");
    }
    String problems = problems(arguments.rules(), arguments.environment());
    if (problems != null) {
      return Reply.error(problems);
    }
    AttachedAgent agent =
        new AttachedAgent(instrumentation, arguments, placement, LibrariesAhead.begin(), true);
    agent.startInARunningJvm();
    return Reply.ok(agent.statusJson());
  }

  /** Without rules, and only for as long as it takes. */
  private static Reply attachToLook(
      Arguments arguments, Instrumentation instrumentation, String placement) throws Exception {
    AttachedAgent agent =
        new AttachedAgent(instrumentation, null, placement, LibrariesAhead.begin(), true);
    agent.startInARunningJvm();
    try {
      agent.discovering().begin(arguments, true);
    } catch (IOException refused) {
      agent.detach();
      throw refused;
    }
    return Reply.ok(agent.statusJson());
  }

  // An attach has an operator who reads the answer: wrong rules are refused before anything is
  // touched.
  private static String problems(String rules, String environment) {
    if (rules == null) {
      return "no rule file is named (rules=FILE): nothing to attach for";
    }
    RuleFileResult result = RuleFile.read(new File(rules), environment);
    if (result.ruleSet() != null) {
      return null;
    }
    StringBuilder text = new StringBuilder("the rule file has problems");
    for (Problem problem : result.problems()) {
      text.append("; ").append(problem);
    }
    return text.toString();
  }

  /**
   * What the running agent answers; it may be of another version than who asks, so it is text.
   *
   * @param text the command's name, and behind a comma its {@link Arguments}
   */
  static String answer(AttachedAgent agent, String text) {
    int comma = text.indexOf(',');
    String name = comma < 0 ? text : text.substring(0, comma);
    try {
      return answer(agent, name, Arguments.parse(comma < 0 ? null : text.substring(comma + 1)));
    } catch (IOException | RuntimeException refused) {
      return "error: " + refused.getMessage();
    }
  }

  private static String answer(AttachedAgent agent, String name, Arguments arguments)
      throws IOException {
    switch (name) {
      case "status":
        return "ok\n" + agent.statusJson();
      case "rules":
        return "ok\n" + agent.rulesJson();
      case "events":
        return "ok\n" + agent.recentEvents().json();
      case "live":
        agent.live(arguments);
        return "ok\n" + agent.statusJson();
      case "open":
      case "close":
      case "reset":
      case "observe":
        return "ok\n" + agent.operate(name, arguments);
      case "discover":
      case "record":
        agent.discovering().begin(arguments, false);
        return "ok\n" + agent.statusJson();
      case "discovered":
        return "ok\n" + agent.discovering().end();
      case "version":
        return "Retrofuse " + agent.version() + " with " + agent.rules().file();
      case "off":
        agent.off();
        return "ok\n" + agent.statusJson();
      case "on":
        agent.on();
        return "ok\n" + agent.statusJson();
      case "detach":
        agent.detach();
        return "ok\n";
      default:
        return "error: this agent (" + agent.version() + ") does not know '" + name + "'";
    }
  }

  private static Reply ofText(String text) {
    int line = text.indexOf('\n');
    if (text.startsWith("ok")) {
      return Reply.ok(line < 0 ? "" : text.substring(line + 1));
    }
    return Reply.error(text.startsWith("error: ") ? text.substring(7) : text);
  }
}
