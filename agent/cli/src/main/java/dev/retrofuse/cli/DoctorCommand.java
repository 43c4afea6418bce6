package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.cli.attach.Finding;
import dev.retrofuse.cli.attach.Finding.Level;
import dev.retrofuse.cli.attach.LiveConversation;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "doctor",
    description = {
      "Says what keeps Retrofuse from attaching to a JVM or from guarding its calls, and the way out.",
      "Exit code 1 when something has to be done about it first."
    })
final class DoctorCommand extends AgentCommand {
  private static final long LOOK_MILLIS = 100;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  DoctorCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "doctor";
  }

  @Override
  boolean needsAgent() {
    return false;
  }

  /** What keeps another command from being run is a finding here. */
  @Override
  int refused(Conversation conversation, AttachFailure refusal) throws IOException {
    return show(conversation, conversation.examine());
  }

  @Override
  int converse(Conversation conversation) throws Exception {
    List<Finding> findings = new ArrayList<>(conversation.examine());
    if (!conversation.target().hasAgent()) {
      findings.add(Finding.ok("agent", "Retrofuse is not attached"));
    } else if (hasObstacle(findings)) {
      findings.add(Finding.ok("agent", "Retrofuse is attached; JMX shows what it does"));
    } else {
      announce(conversation);
      askAgent(conversation, findings);
    }
    return show(conversation, findings);
  }

  private void askAgent(Conversation conversation, List<Finding> findings) throws Exception {
    try {
      findings.addAll(waiting(conversation, () -> ofAgent(conversation)));
    } catch (AttachFailure failure) {
      findings.add(Finding.obstacle("agent", failure));
    }
  }

  private static List<Finding> ofAgent(Conversation conversation) throws Exception {
    List<Finding> findings = new ArrayList<>();
    try (LiveConversation live = LiveConversation.begin(conversation)) {
      long end = System.nanoTime() + PATIENCE_NANOS;
      String status = live.status();
      String events = live.events();
      while (status == null || events == null) {
        if (System.nanoTime() > end) {
          throw new AttachFailure("the agent does not answer, though it took the question");
        }
        Thread.sleep(LOOK_MILLIS);
        status = live.status();
        events = live.events();
      }
      findings.add(Finding.ok("agent", "Retrofuse is attached"));
      findings.addAll(AgentFindings.of(status, events));
      return findings;
    }
  }

  private static boolean hasObstacle(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.level() == Level.OBSTACLE);
  }

  private int show(Conversation conversation, List<Finding> findings) throws IOException {
    if (json()) {
      printJson(conversation, findings);
    } else {
      printText(conversation, findings);
    }
    return hasObstacle(findings) ? Console.FAILED : Console.DONE;
  }

  private void printText(Conversation conversation, List<Finding> findings) {
    console().say("Retrofuse and " + conversation.target() + ":");
    for (Finding finding : findings) {
      String wayOut = finding.wayOut().isEmpty() ? "" : "; " + finding.wayOut();
      console()
          .say(
              String.format("%-9s", finding.level())
                  + String.format("%-11s", finding.check())
                  + finding.text()
                  + wayOut);
    }
  }

  private void printJson(Conversation conversation, List<Finding> findings) throws IOException {
    List<Object> all = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("level", finding.level().name().toLowerCase(Locale.ROOT));
      one.put("check", finding.check());
      one.put("text", finding.text());
      one.put("wayOut", finding.wayOut());
      all.add(one);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("pid", conversation.target().pid());
    answer.put("obstacle", hasObstacle(findings));
    answer.put("findings", all);
    console().out().println(Json.text(answer));
  }
}
