package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an agent's own status and events say that an operator should know. */
final class AgentFindings {
  private static final int MOST_EVENTS = 10;

  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Object> status;

  private AgentFindings(Map<String, Object> status) {
    this.status = status;
  }

  static List<Finding> of(String statusJson, String eventsJson) throws IOException {
    AgentFindings of = new AgentFindings(Json.object(statusJson));
    of.addRules();
    of.addCalls();
    of.addWeaving();
    of.addEvents(Json.object(eventsJson));
    return of.findings;
  }

  private void addRules() {
    String pid = String.valueOf(status.get("pid"));
    if (Boolean.FALSE.equals(status.get("on"))) {
      warn("on", "the kill switch is on: nothing is guarded", "retrofuse on " + pid);
    }
    String file = String.valueOf(status.get("rulesFile"));
    for (String problem : strings("problems")) {
      warn("rules", "the file is not in force: " + problem, "retrofuse validate " + file);
    }
    if (strings("problems").isEmpty()) {
      long count = Json.number(status, "rules");
      findings.add(Finding.ok("rules", Counted.of(count, "rule") + " of " + file + " in force"));
    }
  }

  private void addCalls() {
    String since = String.valueOf(status.get("rulesLoadedAt"));
    for (String rule : strings("uncalledRules")) {
      warn(
          "calls",
          "rule '" + rule + "' has met no call since " + since,
          "compare its match with what the application calls");
    }
    Set<String> observed = new LinkedHashSet<>();
    for (Map<String, Object> breaker : StatusText.breakers(status)) {
      if (breaker.get("forced") != null) {
        warn("by hand", TopModel.name(breaker) + ": " + forced(breaker), "retrofuse reset");
      }
      if (breaker.get("observed") != null && observed.add(String.valueOf(breaker.get("rule")))) {
        String text = "rule '" + breaker.get("rule") + "' is made to observe";
        warn("by hand", text, "retrofuse observe --end");
      }
    }
  }

  private static String forced(Map<String, Object> breaker) {
    return breaker.get("state") + ", " + String.join(", ", OverrideRemarks.of(breaker));
  }

  private void addWeaving() {
    long classes = Json.number(status, "wovenClasses");
    findings.add(Finding.ok("weaving", Counted.of(classes, "class") + " woven"));
    String waist = String.valueOf(status.get("waist"));
    if (!waist.startsWith("defined")) {
      warn("weaving", waist, "class data archives are not used, and OSGi may not see it");
    }
    for (String library : strings("switchedOff")) {
      warn("weaving", library + " is switched off after faults", "report what the log says of it");
    }
    for (String note : strings("notes")) {
      warn("note", note, wayOut(note));
    }
  }

  /** Of what is not guarded. */
  private static String wayOut(String note) {
    if (note.contains(" steps aside in ")) {
      return "its calls are not guarded there; use a version that Retrofuse is for, or a newer"
          + " Retrofuse";
    }
    if (note.contains("Unsupported class file major version")) {
      return "it is compiled for a newer Java than this Retrofuse knows; use a newer Retrofuse";
    }
    return note.startsWith("left alone: ") ? "its calls are not guarded; please report it" : "";
  }

  /** Those of the agent's faults that were not long ago. */
  @SuppressWarnings("unchecked") // what Jackson makes of an array of objects
  private void addEvents(Map<String, Object> all) {
    Set<String> told = new LinkedHashSet<>();
    for (Map<String, Object> event : (List<Map<String, Object>>) all.get("events")) {
      String text = String.valueOf(event.get("text"));
      boolean speaks = text.contains(": fault, the call went on");
      if (speaks && told.size() < MOST_EVENTS && told.add(text)) {
        warn("log", text, "that call was not guarded; please report it");
      }
    }
  }

  private void warn(String check, String text, String wayOut) {
    findings.add(Finding.warning(check, text, wayOut));
  }

  @SuppressWarnings("unchecked") // what Jackson makes of an array of strings
  private List<String> strings(String name) {
    Object value = status.get(name);
    return value instanceof List ? (List<String>) value : Collections.<String>emptyList();
  }
}
